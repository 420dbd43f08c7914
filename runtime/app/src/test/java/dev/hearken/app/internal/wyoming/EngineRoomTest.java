package dev.hearken.app.internal.wyoming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.dialogue.TypedText;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.CompiledGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineRoomTest {

    private static final Grammar EMPTY = new Grammar("en", Map.of(), List.of());
    private final List<String> told = new ArrayList<>();
    private final EngineRoom room = new EngineRoom(engines("old"));

    private static WyomingEngines engines(String pack) {
        CompiledGrammar grammar = new CompiledGrammar() {
            @Override
            public Grammar source() {
                return EMPTY;
            }

            @Override
            public int states() {
                return 0;
            }

            @Override
            public int arcs() {
                return 0;
            }
        };
        return new WyomingEngines("speaker", "1", "en", pack, List.of(), () -> {
            throw new AssertionError("not opened here");
        }, () -> {
            throw new AssertionError("not opened here");
        }, grammar, Optional.empty(), Optional.empty(), TypedText.Understanding.exact(new TextMatcher(new LoadedGrammar(EMPTY, List.of(), List.of(), Map.of()))));
    }

    private void free(String what) {
        told.add(what + " free");
    }

    @Test
    void shouldLetThoseWhoHaveBegunEndWithTheOldOnes() {
        EngineRoom.Lease first = room.lease(() -> told.add("first evicted"));
        EngineRoom.Lease second = room.lease(() -> told.add("second evicted"));
        room.change(engines("new"), () -> free("old"));
        assertEquals("old", first.engines().pack());
        assertTrue(first.outdated());
        EngineRoom.Lease third = room.lease(() -> told.add("third evicted"));
        assertEquals("new", third.engines().pack());
        assertFalse(third.outdated());
        first.close();
        first.close();
        assertEquals(List.of(), told, "one is left, however often the other is closed");
        assertTrue(room.waits());
        room.evict();
        assertEquals(List.of("second evicted"), told);
        second.close();
        assertEquals(List.of("second evicted", "old free"), told);
        assertFalse(room.waits());
    }

    @Test
    void shouldGiveOutNothingBetweenTheOldAndTheNew() {
        EngineRoom.Lease lease = room.lease(() -> { });
        room.letGo(() -> free("old"));
        assertTrue(lease.outdated());
        assertThrows(WyomingException.class, () -> room.lease(() -> { }));
        assertEquals("old", room.described().pack(), "it can still be described");
        lease.close();
        assertEquals(List.of("old free"), told);
        room.change(engines("new"), () -> free("nothing"));
        assertEquals(List.of("old free", "nothing free"), told, "nobody had any");
        assertEquals("new", room.lease(() -> { }).engines().pack());
    }

    @Test
    void shouldTellBothWhoWaitForTheSame() {
        EngineRoom.Lease lease = room.lease(() -> { });
        room.letGo(() -> free("first"));
        room.change(engines("old again"), () -> free("second"));
        lease.close();
        assertEquals(List.of("first free", "second free"), told);
    }
}
