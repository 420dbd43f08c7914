package dev.hearken.drivers.alsa.internal;

import dev.hearken.drivers.alsa.AlsaCards;

/** Says why a device does not open, and what a user can do. */
final class OpenFailure {

    private OpenFailure() {
    }

    static String explain(int code, String device, boolean capture) {
        String start = "Cannot open the " + (capture ? "microphone" : "loudspeaker") + " \"" + device + "\": ";
        return start + switch (code) {
            case Asound.EBUSY -> "another program is using it (often PulseAudio or PipeWire; "
                    + "\"default\" shares it, or stop the other program).";
            case Asound.EACCES -> "this user may not use it (sudo usermod -aG audio $USER, then log in again).";
            case Asound.ENOENT, Asound.ENODEV, Asound.EIO, Asound.EINVAL -> "there is no such device. " + AlsaCards.describe();
            default -> Asound.describe(code) + ". " + AlsaCards.describe();
        };
    }
}
