package dev.hearken.drivers.alsa.internal;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.hearken.drivers.alsa.AlsaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libasound, mapped directly. Pointers and {@code long} travel as Java longs (64-bit machines only): such a call takes
 * 0.15 us and allocates nothing, whereas NativeLong and interface mapping allocate. Names and arguments are those of the
 * C functions, without {@code snd_}'s types.
 */
public final class Asound {

    /** The name every Linux since 1998 has it under; without the development package there is no other. */
    public static final String LIBRARY = "libasound.so.2";

    public static final int STREAM_PLAYBACK = 0;
    public static final int STREAM_CAPTURE = 1;
    public static final int NONBLOCK = 1;
    public static final int ACCESS_RW_INTERLEAVED = 3;
    public static final int LAST_FORMAT = 52;
    public static final int STATE_PREPARED = 2;
    public static final int STATE_RUNNING = 3;
    public static final int STATE_XRUN = 4;
    public static final int STATE_SUSPENDED = 7;
    public static final int STATE_DISCONNECTED = 8;
    public static final int TSTAMP_ENABLE = 1;
    public static final int TSTAMP_TYPE_MONOTONIC = 1;

    public static final int ENOENT = -2;
    public static final int EIO = -5;
    public static final int EAGAIN = -11;
    public static final int EACCES = -13;
    public static final int EBUSY = -16;
    public static final int ENODEV = -19;
    public static final int EINVAL = -22;
    public static final int EPIPE = -32;
    public static final int EINTR = -4;
    public static final int EBADFD = -77;
    public static final int ESTRPIPE = -86;

    private static final Logger LOG = LoggerFactory.getLogger(Asound.class);

    /** Kept from the collector as long as libasound may call it. */
    private static final ErrorHandler HANDLER = (file, line, function, error, format) ->
            LOG.debug("libasound: {} in {}", text(format), text(function));

    static {
        Native.register(Asound.class, load(LIBRARY));
        // Otherwise libasound writes its own lines to the user's terminal, in the words of its source files.
        snd_lib_error_set_handler(HANDLER);
    }

    private Asound() {
    }

    /** {@code snd_lib_error_handler_t}; the arguments after the format are not looked at. */
    public interface ErrorHandler extends Callback {
        void invoke(long file, int line, long function, int error, long format);
    }

    /** @throws AlsaException if the library is not there */
    public static NativeLibrary load(String name) {
        try {
            return NativeLibrary.getInstance(name);
        } catch (UnsatisfiedLinkError e) {
            throw new AlsaException(0, "Sound cards cannot be used: the ALSA library " + name
                    + " is not installed (Debian and Ubuntu: apt install libasound2, or libasound2t64 from Debian 13 and Ubuntu 24.04 on).");
        }
    }

    /** @throws AlsaException if libasound is not installed */
    public static void require() {
        load(LIBRARY);
    }

    /** The C string at an address, empty for none. */
    static String text(long address) {
        return address == 0 ? "" : new Pointer(address).getString(0);
    }

    /** ALSA's words for an error, for instance "Device or resource busy". */
    public static String describe(int code) {
        return text(snd_strerror(code));
    }

    static native void snd_lib_error_set_handler(ErrorHandler handler);

    static native long snd_strerror(int code);

    // PCM

    static native int snd_pcm_open(long pcmPointer, String name, int stream, int mode);

    static native int snd_pcm_close(long pcm);

    static native int snd_pcm_prepare(long pcm);

    static native int snd_pcm_start(long pcm);

    static native int snd_pcm_drop(long pcm);

    static native int snd_pcm_resume(long pcm);

    static native int snd_pcm_state(long pcm);

    static native int snd_pcm_wait(long pcm, int milliseconds);

    static native int snd_pcm_delay(long pcm, long framesPointer);

    static native long snd_pcm_avail_update(long pcm);

    static native long snd_pcm_info_sizeof();

    static native int snd_pcm_info(long pcm, long info);

    static native int snd_pcm_info_get_card(long info);

    static native int snd_pcm_htimestamp(long pcm, long availPointer, long timespecPointer);

    static native long snd_pcm_readi(long pcm, long buffer, long frames);

    static native long snd_pcm_writei(long pcm, long buffer, long frames);

    static native long snd_pcm_format_name(int format);

    // Hardware parameters

    static native long snd_pcm_hw_params_sizeof();

    static native int snd_pcm_hw_params_any(long pcm, long params);

    static native int snd_pcm_hw_params_set_rate_resample(long pcm, long params, int resample);

    static native int snd_pcm_hw_params_set_access(long pcm, long params, int access);

    static native int snd_pcm_hw_params_test_format(long pcm, long params, int format);

    static native int snd_pcm_hw_params_set_format(long pcm, long params, int format);

    static native int snd_pcm_hw_params_set_channels_near(long pcm, long params, long channelsPointer);

    static native int snd_pcm_hw_params_get_channels_min(long params, long channelsPointer);

    static native int snd_pcm_hw_params_get_channels_max(long params, long channelsPointer);

    static native int snd_pcm_hw_params_test_rate(long pcm, long params, int rate, int direction);

    static native int snd_pcm_hw_params_set_rate_near(long pcm, long params, long ratePointer, long directionPointer);

    static native int snd_pcm_hw_params_get_rate_min(long params, long ratePointer, long directionPointer);

    static native int snd_pcm_hw_params_get_rate_max(long params, long ratePointer, long directionPointer);

    static native int snd_pcm_hw_params_set_period_size_near(long pcm, long params, long framesPointer, long directionPointer);

    static native int snd_pcm_hw_params_set_buffer_size_near(long pcm, long params, long framesPointer);

    static native int snd_pcm_hw_params_get_period_size(long params, long framesPointer, long directionPointer);

    static native int snd_pcm_hw_params_get_buffer_size(long params, long framesPointer);

    static native int snd_pcm_hw_params(long pcm, long params);

    // Software parameters

    static native long snd_pcm_sw_params_sizeof();

    static native int snd_pcm_sw_params_current(long pcm, long params);

    static native int snd_pcm_sw_params_set_avail_min(long pcm, long params, long frames);

    static native int snd_pcm_sw_params_set_start_threshold(long pcm, long params, long frames);

    static native int snd_pcm_sw_params_set_tstamp_mode(long pcm, long params, int mode);

    static native int snd_pcm_sw_params_set_tstamp_type(long pcm, long params, int type);

    static native int snd_pcm_sw_params(long pcm, long params);

    // Card listing

    static native int snd_device_name_hint(int card, String kind, long hintsPointer);

    static native long snd_device_name_get_hint(long hint, String id);

    static native int snd_device_name_free_hint(long hints);

    // Mixer

    static native int snd_mixer_open(long mixerPointer, int mode);

    static native int snd_mixer_attach(long mixer, String card);

    static native int snd_mixer_selem_register(long mixer, long options, long classPointer);

    static native int snd_mixer_load(long mixer);

    static native int snd_mixer_close(long mixer);

    static native int snd_mixer_handle_events(long mixer);

    static native long snd_mixer_first_elem(long mixer);

    static native long snd_mixer_elem_next(long element);

    static native long snd_mixer_selem_get_name(long element);

    static native int snd_mixer_selem_has_playback_volume(long element);

    public static native int snd_mixer_selem_has_playback_switch(long element);

    public static native int snd_mixer_selem_get_playback_volume_range(long element, long minPointer, long maxPointer);

    public static native int snd_mixer_selem_get_playback_volume(long element, int channel, long valuePointer);

    public static native int snd_mixer_selem_set_playback_volume_all(long element, long value);

    public static native int snd_mixer_selem_get_playback_switch(long element, int channel, long valuePointer);

    public static native int snd_mixer_selem_set_playback_switch_all(long element, int value);
}
