package dev.hearken.app.internal.message;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.SiteTopic;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The schema files that ship under {@code docs/schema}. */
public final class Schemas {

    private static final Path FOLDER = Path.of(System.getProperty("hearken.root", "../..")).resolve("docs/schema");

    private Schemas() {
    }

    public static Path file(SiteTopic kind) {
        return file(kind.path());
    }

    /** @param topic below the speaker's own, such as {@code update/hint} */
    private static Path file(String topic) {
        return FOLDER.resolve(topic.replace('/', '-') + ".schema.json");
    }

    /** What is wrong with a body of this kind; empty if nothing is. Fields that the schema does not name count as wrong, if {@code closed}. */
    public static String problems(SiteTopic kind, JsonObject body, boolean closed) {
        return problems(kind.path(), body, closed);
    }

    /** @param kind topic below the speaker's own, such as {@code update/hint} */
    public static String problems(String kind, JsonObject body, boolean closed) {
        JsonObject schema = read(file(kind));
        OutputUnit result = validate(schema, body);
        Set<String> unknown = new TreeSet<>(body.fieldNames());
        unknown.removeAll(schema.getJsonObject("properties").fieldNames());
        boolean named = !closed || unknown.isEmpty() || schema.containsKey("additionalProperties");
        return Boolean.TRUE.equals(result.getValid()) && named ? "" : kind + " " + body.encode() + ": " + result.getErrors() + ", not named: " + unknown;
    }

    /** What is wrong with a body by a schema of this file name; empty if nothing is. */
    public static String problems(String name, JsonObject body) {
        OutputUnit result = validate(read(FOLDER.resolve(name)), body);
        return Boolean.TRUE.equals(result.getValid()) ? "" : String.valueOf(result.getErrors());
    }

    private static JsonObject read(Path file) {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputUnit validate(JsonObject schema, JsonObject body) {
        return Validator.create(JsonSchema.of(schema), new JsonSchemaOptions().setDraft(Draft.DRAFT202012)
            .setBaseUri("https://schema.invalid/").setOutputFormat(OutputFormat.Basic)).validate(body);
    }

    public static void check(SiteTopic kind, JsonObject body) {
        check(kind.path(), body);
    }

    public static void check(String kind, JsonObject body) {
        String problems = problems(kind, body, true);
        assertTrue(problems.isEmpty(), problems);
    }
}
