package dev.hearken.app.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.call.CallMachine.Ending;
import dev.hearken.app.internal.call.CallMachine.Welcome;
import dev.hearken.app.internal.message.CallMessage.Action;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Three speakers that call one another at random over a link that loses, delays and doubles; ten steps a second. */
class CallMachinePropertyTest {

    private static final List<String> NAMES = List.of("hall", "kitchen", "office");

    private record Letter(String from, String to, Action action, String id, long age, long due) {
    }

    /** One speaker: its machine, and what holds of it at any time. */
    private final class Site implements CallMachine.Outcome {
        final String name;
        final CallMachine machine;
        boolean open;
        int opened;

        Site(String name) {
            this.name = name;
            machine = new CallMachine(name, 120_000, this);
        }

        @Override
        public void tell(String peer, Action action, String id, String reason, long age) {
            for (int copies = random.nextInt(10) == 0 ? 2 : 1; copies > 0; copies--) {
                if (good || random.nextInt(4) > 0) {
                    post.add(new Letter(name, peer, action, id, age, now + (good ? 100 : random.nextInt(3_000))));
                }
            }
        }

        @Override
        public boolean rings(String peer, boolean ask) {
            return random.nextInt(10) > 0;
        }

        @Override
        public void opened(String peer, String id) {
            assertTrue(!open, "a call within a call");
            open = true;
            opened++;
        }

        @Override
        public void closed(String peer, Ending ending, String reason) {
            open = false;
        }
    }

    private final Random random = new Random(11);
    private final List<Letter> post = new ArrayList<>();
    private final List<Site> sites = NAMES.stream().map(Site::new).toList();
    private long now;
    private boolean good;
    private int calls;

    private Site site(String name) {
        return sites.get(NAMES.indexOf(name));
    }

    private void deliver() {
        List<Letter> due = new ArrayList<>();
        for (Iterator<Letter> i = post.iterator(); i.hasNext();) {
            Letter letter = i.next();
            if (letter.due() <= now) {
                i.remove();
                due.add(letter);
            }
        }
        for (Letter letter : due) {
            CallMachine to = site(letter.to()).machine;
            switch (letter.action()) {
                case RING -> to.ring(letter.from(), letter.id(), letter.age(), Welcome.values()[random.nextInt(random.nextInt(3) == 0 ? 5 : 2)], now);
                case ACCEPT -> to.accepted(letter.from(), letter.id(), now);
                case REFUSE -> to.refused(letter.from(), letter.id(), "");
                default -> to.ended(letter.from(), letter.id());
            }
        }
    }

    private void step(boolean people) {
        now += 100;
        deliver();
        for (Site site : sites) {
            CallState state = site.machine.state();
            if (state instanceof CallState.Open && site(state.peer()).machine.state() instanceof CallState.Open other && other.id().equals(state.id())) {
                site.machine.heard(now);
            }
            if (people) {
                switch (random.nextInt(60)) {
                    case 0, 1 -> site.machine.dial(NAMES.stream().filter(name -> !name.equals(site.name)).toList().get(random.nextInt(2)), site.name + ++calls, now);
                    case 2 -> site.machine.take(now);
                    case 3 -> site.machine.decline("declined");
                    case 4 -> site.machine.hangUp();
                    default -> { }
                }
            }
            site.machine.tick(now);
            assertEquals(site.open, site.machine.state() instanceof CallState.Open, "opened and closed in turn");
        }
    }

    @Test
    void shouldEndInOneMindHoweverBadTheLinkWas() {
        int joined = 0;
        for (int round = 0; round < 300; round++) {
            good = false;
            for (int i = 0; i < 300; i++) {
                step(true);
            }
            good = true;
            for (int i = 0; i < 450; i++) {
                step(false);
            }
            for (Site site : sites) {
                CallState state = site.machine.state();
                if (state instanceof CallState.Open) {
                    joined++;
                    CallState other = site(state.peer()).machine.state();
                    assertEquals(site.name, other.peer(), "each is in a call with the one that is in a call with it");
                    assertEquals(state.id(), other.id());
                } else {
                    assertTrue(state instanceof CallState.Resting, state + " after 45 s in which nobody did anything");
                }
            }
            sites.forEach(site -> site.machine.hangUp());
            post.clear();
        }
        assertTrue(joined > 20, joined + " ends of calls that stood");
        assertTrue(sites.stream().allMatch(site -> site.opened > 100), "calls were had");
    }
}
