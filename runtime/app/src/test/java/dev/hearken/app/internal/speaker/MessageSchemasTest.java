package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.app.internal.message.Schemas;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.SiteTopic;
import dev.hearken.speech.Transcript;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything the speaker publishes, in good days and bad, against the schema files that ship. */
class MessageSchemasTest {

    @TempDir
    private Path folder;

    @Test
    void shouldPublishOnlyWhatTheSchemasDescribe() {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder);
        speaker.sayCommand();
        speaker.step(500);
        speaker.recogniser.says = new Transcript(List.of(), true, 1.5, Transcript.EndReason.SILENCE);
        speaker.sayCommand();
        speaker.step(500);
        speaker.command("say", "Dinner");
        speaker.command("volume", "loud");
        speaker.command("volume", "40");
        speaker.command("mute", "on");
        speaker.step(50);
        speaker.command("mute", "off");
        speaker.source.broken = true;
        speaker.step(3);
        speaker.source.broken = false;
        speaker.step(200);
        speaker.assembly.hub().publish(SiteTopic.METRICS, speaker.assembly.messages().metrics(speaker.assembly.metrics().snapshot()));

        Set<SiteTopic> seen = EnumSet.of(SiteTopic.STATUS);
        for (Message message : speaker.hub.published) {
            if (!message.topic().startsWith("hearken/")) {
                continue;
            }
            SiteTopic kind = Arrays.stream(SiteTopic.values()).filter(k -> message.topic().equals("hearken/default/" + k.path())).findFirst().orElseThrow();
            seen.add(kind);
            Schemas.check(kind, new JsonObject(new String(message.payload(), StandardCharsets.UTF_8)));
        }
        Set<SiteTopic> told = EnumSet.noneOf(SiteTopic.class);
        Arrays.stream(SiteTopic.values()).filter(kind -> !kind.command()).forEach(told::add);
        speaker.assembly.close();
        assertEquals(told, seen, "every kind was really published; the status is the hub's own");
    }
}
