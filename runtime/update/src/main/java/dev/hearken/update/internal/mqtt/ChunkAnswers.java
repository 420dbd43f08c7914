package dev.hearken.update.internal.mqtt;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.internal.mqtt.ChunkFrame.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answering side of chunks over MQTT: a request in, its messages out. Keeps nothing between requests; reads from disk. */
public final class ChunkAnswers {

    private static final Duration EXPIRY = Duration.ofSeconds(30);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final RepositoryFolder folder;

    public ChunkAnswers(RepositoryFolder folder) {
        this.folder = folder;
    }

    /** The messages that answer a request; none if it is no request. */
    public List<Message> to(Received received) {
        Optional<ChunkRequest> parsed = ChunkRequest.parse(received.payload());
        if (parsed.isEmpty() || !received.topic().endsWith("/request")) {
            return List.of();
        }
        String topic = received.topic().substring(0, received.topic().length() - "request".length()) + "chunk";
        return frames(parsed.get()).stream().map(frame -> new Message(topic, frame.encode(), 1, false, EXPIRY, Message.Urgency.EVENT)).toList();
    }

    private List<ChunkFrame> frames(ChunkRequest request) {
        Optional<Path> file = folder.file(request.name());
        if (file.isEmpty()) {
            return List.of(new ChunkFrame(request.transfer(), Status.NOT_FOUND, 0, 0, NOTHING));
        }
        try (FileChannel channel = FileChannel.open(file.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long total = channel.size();
            if (request.offset() > total || request.offset() == total && total > 0) {
                return List.of(new ChunkFrame(request.transfer(), Status.REFUSED, 0, 0, NOTHING));
            }
            List<ChunkFrame> frames = new ArrayList<>();
            long end = Math.min(total, request.offset() + request.length());
            long at = request.offset();
            do {
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(ChunkFrame.MOST_BYTES, end - at));
                if (!fill(channel, bytes, at)) {
                    break;   // It shrank meanwhile: what was read is sent, and the speaker asks again.
                }
                frames.add(new ChunkFrame(request.transfer(), Status.DATA, at, total, bytes.flip()));
                at += bytes.remaining();
            } while (at < end);
            return frames;
        } catch (IOException e) {
            return List.of(new ChunkFrame(request.transfer(), Status.REFUSED, 0, 0, NOTHING));
        }
    }

    private static boolean fill(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }
}
