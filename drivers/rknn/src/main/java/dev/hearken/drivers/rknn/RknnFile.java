package dev.hearken.drivers.rknn;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model file says of its making: the toolkit writes a description in JSON at its end. Seen in files of toolkit 2.5.0; a file
 * without it is none the worse, only its refusal is explained less well.
 *
 * @param toolkit version of the toolkit that made it
 * @param targets systems on chip that it is for, as the file lists them
 */
record RknnFile(String toolkit, String targets) {

    /** The description of a network of some hundred tensors takes some tens of kilobytes. */
    private static final int TAIL = 1 << 18;
    private static final Pattern DESCRIPTION = Pattern.compile("\"target_platform\"\\s*:\\s*\\[([^\\]]{0,200})\\]\\s*,\\s*\"version\"\\s*:\\s*\"([^\"]{1,40})\"");

    static Optional<RknnFile> describe(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(in.length(), TAIL)];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            Matcher matcher = DESCRIPTION.matcher(new String(tail, StandardCharsets.ISO_8859_1));
            return matcher.find() ? Optional.of(new RknnFile(matcher.group(2), matcher.group(1).replace("\"", ""))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "the file was made by toolkit " + toolkit + " for " + targets;
    }
}
