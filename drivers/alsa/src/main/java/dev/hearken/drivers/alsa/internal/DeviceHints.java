package dev.hearken.drivers.alsa.internal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.hearken.drivers.alsa.AlsaCards.Device;
import java.util.ArrayList;
import java.util.List;

/** The PCM devices that libasound's configuration shows to users. */
public final class DeviceHints {

    private static final int ALL_CARDS = -1;

    private DeviceHints() {
    }

    /** Empty where there is no configuration. */
    public static List<Device> list() {
        Asound.require();
        Memory array = new Memory(Long.BYTES);
        List<Device> devices = new ArrayList<>();
        if (Asound.snd_device_name_hint(ALL_CARDS, "pcm", Pointer.nativeValue(array)) < 0) {
            return devices;
        }
        long hints = array.getLong(0);
        try {
            Pointer each = new Pointer(hints);
            for (long at = 0; each.getLong(at) != 0; at += Long.BYTES) {
                String direction = hint(each.getLong(at), "IOID");
                devices.add(new Device(hint(each.getLong(at), "NAME"), hint(each.getLong(at), "DESC").replace("\n", ", "),
                        !direction.equals("Output"), !direction.equals("Input")));
            }
        } finally {
            Asound.snd_device_name_free_hint(hints);
        }
        return devices;
    }

    /** The library hands over a copy, which is freed here. */
    private static String hint(long hint, String id) {
        long text = Asound.snd_device_name_get_hint(hint, id);
        try {
            return Asound.text(text);
        } finally {
            if (text != 0) {
                Native.free(text);
            }
        }
    }
}
