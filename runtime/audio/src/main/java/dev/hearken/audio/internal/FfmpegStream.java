package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Any other format, decoded by the program ffmpeg, which writes WAV into a pipe. Bounded in length and kept off the network
 * (a play list could name addresses).
 */
public final class FfmpegStream implements PcmStream {

    /** Nobody has one recording of a longer command; a broken file must not fill the memory. */
    private static final int MAX_HOURS = 12;

    private final Process process;
    private final Path errors;
    private final WavStream wav;

    /**
     * @param program ffmpeg, or the path of it
     * @throws IOException       if the program cannot be started
     * @throws BadSoundException if it finds no sound in the file
     */
    public FfmpegStream(String program, Path file) throws IOException {
        errors = Files.createTempFile("hearken-ffmpeg", ".txt");
        Process started;
        try {
            started = new ProcessBuilder(List.of(program, "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe",
                    "-i", "file:" + file.toAbsolutePath(), "-vn", "-t", String.valueOf(MAX_HOURS * 3600),
                    "-c:a", "pcm_s16le", "-f", "wav", "pipe:1")).redirectError(errors.toFile()).start();
        } catch (IOException e) {
            Files.deleteIfExists(errors);
            throw e;
        }
        process = started;
        process.getOutputStream().close();
        try {
            wav = new WavStream(process.getInputStream());
        } catch (IOException e) {
            String reason = reason();
            close();
            throw new BadSoundException("could not be decoded by ffmpeg: " + reason);
        }
    }

    /** Whether the program is there to be called. */
    public static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program));
        }
        for (String folder : path.split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public AudioFormat format() {
        return wav.format();
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) throws IOException {
        return wav.read(interleaved, offset, frames);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.getInputStream().close();
        Files.deleteIfExists(errors);
    }

    private String reason() throws IOException {
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Files.readAllLines(errors).stream().filter(line -> !line.isBlank()).reduce((first, last) -> last)
                .orElse("it gave no sound");
    }
}
