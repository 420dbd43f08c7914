package dev.hearken.drivers.alsa.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.hearken.drivers.alsa.AlsaException;
import dev.hearken.drivers.alsa.PcmOffer;
import dev.hearken.drivers.alsa.PcmRequest;
import dev.hearken.drivers.alsa.PcmSetup;
import dev.hearken.drivers.alsa.SampleFormat;
import java.util.ArrayList;
import java.util.List;

/** Agrees with a card on format, channels, rate and sizes. */
final class Negotiation {

    /** Multiples of the wanted rate that are better than any other rate near it: they divide without a long filter. */
    private static final int[] RATE_MULTIPLES = {1, 2, 3, 4, 6, 12};

    private final long pcm;
    private final PcmRequest request;
    private final Memory params = new Memory(Asound.snd_pcm_hw_params_sizeof());
    private final Memory value = new Memory(Long.BYTES);
    private final Memory direction = new Memory(Integer.BYTES);

    Negotiation(long pcm, PcmRequest request) {
        this.pcm = pcm;
        this.request = request;
    }

    /** @throws AlsaException saying what was refused and what the card offers */
    PcmSetup agree() {
        begin();
        if (Asound.snd_pcm_hw_params_set_access(pcm, address(params), Asound.ACCESS_RW_INTERLEAVED) < 0) {
            throw refusal("interleaved access");
        }
        SampleFormat format = request.formats().stream()
                .filter(wanted -> Asound.snd_pcm_hw_params_test_format(pcm, address(params), wanted.code()) == 0)
                .findFirst().orElseThrow(() -> refusal("samples as " + request.formats()));
        check(Asound.snd_pcm_hw_params_set_format(pcm, address(params), format.code()), "samples as " + format);
        int channels = channels();
        int rate = rate();
        direction.setInt(0, 0);
        value.setLong(0, request.periodFrames() * (long) rate / request.sampleRate());
        check(Asound.snd_pcm_hw_params_set_period_size_near(pcm, address(params), address(value), address(direction)), "the period");
        value.setLong(0, request.bufferFrames() * (long) rate / request.sampleRate());
        check(Asound.snd_pcm_hw_params_set_buffer_size_near(pcm, address(params), address(value)), "the buffer");
        check(Asound.snd_pcm_hw_params(pcm, address(params)), "this setup");
        Asound.snd_pcm_hw_params_get_period_size(address(params), address(value), address(direction));
        int period = (int) value.getLong(0);
        Asound.snd_pcm_hw_params_get_buffer_size(address(params), address(value));
        return new PcmSetup(request.device(), format, channels, rate, period, (int) value.getLong(0));
    }

    /** What the card can do, before anything is asked of it. */
    PcmOffer offer() {
        begin();
        List<String> formats = new ArrayList<>();
        for (int format = 0; format <= Asound.LAST_FORMAT; format++) {
            long name = Asound.snd_pcm_format_name(format);
            if (name != 0 && Asound.snd_pcm_hw_params_test_format(pcm, address(params), format) == 0) {
                formats.add(Asound.text(name));
            }
        }
        Asound.snd_pcm_hw_params_get_channels_min(address(params), address(value));
        int minChannels = value.getInt(0);
        Asound.snd_pcm_hw_params_get_channels_max(address(params), address(value));
        int maxChannels = value.getInt(0);
        Asound.snd_pcm_hw_params_get_rate_min(address(params), address(value), address(direction));
        int minRate = value.getInt(0);
        Asound.snd_pcm_hw_params_get_rate_max(address(params), address(value), address(direction));
        return new PcmOffer(formats, minChannels, maxChannels, minRate, value.getInt(0));
    }

    private void begin() {
        int code = Asound.snd_pcm_hw_params_any(pcm, address(params));
        if (code < 0) {
            throw new AlsaException(code, "The sound card " + request.device() + " does not say what it can do: " + Asound.describe(code) + ".");
        }
        // A plug device would resample by straight lines; Hearken's own resampler is better.
        Asound.snd_pcm_hw_params_set_rate_resample(pcm, address(params), 0);
    }

    private int channels() {
        value.setLong(0, request.channels());
        check(Asound.snd_pcm_hw_params_set_channels_near(pcm, address(params), address(value)), request.channels() + " channels");
        int channels = value.getInt(0);
        if (request.exact() && channels != request.channels()) {
            throw refusal(request.channels() + (request.channels() == 1 ? " channel" : " channels"));
        }
        return channels;
    }

    private int rate() {
        int wanted = request.sampleRate();
        for (int multiple : RATE_MULTIPLES) {
            if (Asound.snd_pcm_hw_params_test_rate(pcm, address(params), wanted * multiple, 0) == 0) {
                wanted *= multiple;
                break;
            }
        }
        value.setLong(0, wanted);
        direction.setInt(0, 0);
        check(Asound.snd_pcm_hw_params_set_rate_near(pcm, address(params), address(value), address(direction)), wanted + " Hz");
        int rate = value.getInt(0);
        if (request.exact() && rate != request.sampleRate()) {
            throw refusal(request.sampleRate() + " Hz");
        }
        return rate;
    }

    private void check(int code, String what) {
        if (code < 0) {
            throw refusal(what);
        }
    }

    private AlsaException refusal(String what) {
        return new AlsaException(Asound.EINVAL, "The sound card " + request.device() + " refuses " + what + ". It offers: " + offer() + ".");
    }

    private static long address(Memory memory) {
        return Pointer.nativeValue(memory);
    }
}
