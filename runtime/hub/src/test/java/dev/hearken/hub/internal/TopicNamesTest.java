package dev.hearken.hub.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a/b/c, a/b/c, true", "a/b/c, a/b, false", "a/b, a/b/c, false", "a/+/c, a/b/c, true", "a/+/c, a/b/d, false",
        "a/+, a/b/c, false", "+, a, true", "+/+, /a, true", "+, /a, false", "/+, /a, true", "#, a/b/c, true", "a/#, a, true",
        "a/#, a/b/c, true", "a/#, ab, false", "a/+/#, a, false", "a/+/#, a/b, true", "#, $SYS/x, false", "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true", "a/b, a/bc, false", "a/b+, a/b+, true", "a//c, a//c, true", "a/+/c, a//c, true", "a, A, false",
    })
    void shouldMatchAsTheStandardSays(String filter, String topic, boolean expected) {
        assertEquals(expected, TopicNames.matches(filter, topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/#/b", "a#", "a/b+", "+a/b", "a\0b"})
    void shouldRefuseBrokenFilters(String filter) {
        assertThrows(IllegalArgumentException.class, () -> TopicNames.requireFilter(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "a/+/b/#", "/", "a//b", "+/+"})
    void shouldAcceptFilters(String filter) {
        assertDoesNotThrow(() -> TopicNames.requireFilter(filter));
    }

    @Test
    void shouldRefuseNamesThatAreTooLong() {
        assertThrows(IllegalArgumentException.class, () -> TopicNames.requireName("\u00e9".repeat(32_768)));
        assertDoesNotThrow(() -> TopicNames.requireName("\u00e9".repeat(32_767)));
    }
}
