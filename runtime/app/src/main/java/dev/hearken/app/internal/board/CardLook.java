package dev.hearken.app.internal.board;

import dev.hearken.drivers.alsa.AlsaCapture;
import dev.hearken.drivers.alsa.AlsaCards;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.AlsaMixer;
import dev.hearken.drivers.alsa.AlsaPlayback;
import dev.hearken.drivers.alsa.PcmOffer;
import java.util.List;

/** What can be learnt of sound cards without using them. */
public interface CardLook {

    /** A card that cannot be looked at; the message says why. */
    final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;
        private final boolean busy;

        /** @param busy whether only somebody else's use of it is in the way */
        public Refusal(String message, boolean busy) {
            super(message);
            this.busy = busy;
        }

        public boolean busy() {
            return busy;
        }
    }

    /** The cards of this machine. */
    CardLook ALSA = new CardLook() {

        private static final int BUSY = -16;

        @Override
        public List<AlsaCards.Device> devices() throws Refusal {
            return asked(AlsaCards::list);
        }

        @Override
        public PcmOffer offer(String device, boolean captures) throws Refusal {
            return asked(() -> captures ? AlsaCapture.offerOf(device) : AlsaPlayback.offerOf(device));
        }

        @Override
        public String volumeControl(String card, String control) throws Refusal {
            return asked(() -> {
                try (AlsaMixer mixer = AlsaMixer.open(card, control)) {
                    return mixer.control();
                }
            });
        }

        private <T> T asked(java.util.function.Supplier<T> question) throws Refusal {
            try {
                return question.get();
            } catch (AlsaException e) {
                throw new Refusal(String.valueOf(e.getMessage()), e.code() == BUSY);
            } catch (LinkageError e) {
                throw new Refusal("Sound cards cannot be used: the ALSA library libasound.so.2 is not installed.", false);
            }
        }
    };

    /** Every device that can be opened by a name. */
    List<AlsaCards.Device> devices() throws Refusal;

    /** What a device can do; it must not be in use. */
    PcmOffer offer(String device, boolean captures) throws Refusal;

    /**
     * The name of a volume control.
     *
     * @param control name, or empty for the usual one
     */
    String volumeControl(String card, String control) throws Refusal;
}
