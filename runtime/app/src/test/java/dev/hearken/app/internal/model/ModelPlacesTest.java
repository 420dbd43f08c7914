package dev.hearken.app.internal.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.model.ModelPlaces.Place;
import dev.hearken.models.api.Fallback;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelPlacesTest {

    private static final ModelPlaces HERE = new ModelPlaces(List.of(new Place("recognizer", "phones", "rknn"), new Place("vad", "speech", "onnx"),
        new Place("wake-verifier", "computer", "onnx"), new Place("wake-verifier", "jarvis", "rknn")));

    private static Fallback toOnnx(String role, String name) {
        return new Fallback(role, name, "rknn", "onnx", "refused", false);
    }

    @Test
    void shouldCompareWithTheModelOfTheSameRoleAndName() {
        assertTrue(HERE.worseThanHere(toOnnx("recognizer", "phones")));
        assertFalse(HERE.worseThanHere(toOnnx("vad", "speech")), "it runs there now, too");
        assertTrue(HERE.worseThanHere(toOnnx("wake-verifier", "jarvis")));
        assertFalse(HERE.worseThanHere(toOnnx("wake-verifier", "computer")));
    }

    @Test
    void shouldCompareANewModelWithThoseOfItsRoleElseWithAll() {
        assertTrue(HERE.worseThanHere(toOnnx("recognizer", "letters")));
        assertFalse(HERE.worseThanHere(toOnnx("wake-verifier", "hearken")), "one of its role runs there");
        assertFalse(HERE.worseThanHere(toOnnx("voice-encoder", "ann")), "something runs there");
        assertTrue(new ModelPlaces(List.of(new Place("recognizer", "phones", "rknn"))).worseThanHere(toOnnx("voice-encoder", "ann")), "nothing runs there");
    }
}
