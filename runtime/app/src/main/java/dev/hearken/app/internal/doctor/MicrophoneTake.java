package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.ArraySettings;
import dev.hearken.app.internal.config.ArraySettings.Microphone;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.farfield.SceneRun;
import dev.hearken.audio.AudioSource;
import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.ChannelHealth;
import dev.hearken.dsp.EchoCanceller;
import dev.hearken.dsp.RealFft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some seconds of the microphones, and what the front end says of them.
 *
 * @param channels   numbers of the card's channels
 * @param levels     {@code [microphone][tenth of a second]} in dB against full scale
 * @param spectra    {@code [microphone][bin]} mean power in dB, 0 to 8 kHz
 * @param direction  steered response at 0, 5, ... 355 degrees, largest 1; empty where the places are not known
 * @param azimuth    of the strongest direction, NaN where there is none
 * @param erle       echo return loss enhancement each tenth of a second, in dB; empty without a reference
 * @param findings   a sentence for each microphone
 */
public record MicrophoneTake(int[] channels, double[][] levels, double[][] spectra, float[] direction, double azimuth, double[] erle,
                             List<String> findings) {

    private static final int RATE = 16_000;
    private static final int TENTH = RATE / 10;
    private static final int FFT = 512;

    /** Reads until the source ends or the seconds are over. Closes nothing. */
    public static MicrophoneTake listen(Configuration configuration, AudioSource source, int seconds) {
        int all = source.format().channels();
        ArraySettings array = configuration.array();
        int[] channels = array.microphones().isEmpty() ? all(all, array) : array.microphones().stream().mapToInt(Microphone::channel).toArray();
        short[] recorded = record(source, seconds * RATE, all);
        float[][] sound = new float[channels.length][];
        for (int c = 0; c < channels.length; c++) {
            sound[c] = channel(recorded, channels[c], all);
        }
        boolean fromCard = array.reference() == ArraySettings.Reference.CHANNEL && array.referenceChannel().orElse(all) < all;
        float[] played = fromCard ? channel(recorded, array.referenceChannel().orElseThrow(), all) : new float[sound[0].length];
        return examine(array, channels, sound, played);
    }

    private static MicrophoneTake examine(ArraySettings array, int[] channels, float[][] sound, float[] played) {
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(array.frontEnd(channels.length));
        List<Double> erle = new ArrayList<>();
        SceneRun.through(frontEnd, sound, played, sample -> {
            EchoCanceller echo = frontEnd.echo();
            if (echo != null && sample / TENTH > erle.size()) {
                erle.add(echo.playing() ? echo.erleDb() : 0);
            }
        });
        double azimuth = frontEnd.direction(sound[0].length, sound[0].length);
        float[] response = normalised(frontEnd.directionResponse());
        double[][] levels = new double[channels.length][];
        double[][] spectra = new double[channels.length][];
        List<String> findings = new ArrayList<>();
        for (int c = 0; c < channels.length; c++) {
            levels[c] = levels(sound[c]);
            spectra[c] = spectrum(sound[c]);
            findings.add("channel " + channels[c] + ": " + frontEnd.health().finding(c).name().toLowerCase(java.util.Locale.ROOT)
                + String.format(java.util.Locale.ROOT, ", %.0f dB", Arrays.stream(levels[c]).average().orElse(-120)));
        }
        return new MicrophoneTake(channels, levels, spectra, response, azimuth, erle.stream().mapToDouble(Double::doubleValue).toArray(), findings);
    }

    /** Whether a microphone is not as it should be. */
    public boolean faulty() {
        String sound = ": " + ChannelHealth.Finding.SOUND.name().toLowerCase(java.util.Locale.ROOT);
        return findings.stream().anyMatch(f -> !f.contains(sound));
    }

    private static int[] all(int count, ArraySettings array) {
        return java.util.stream.IntStream.range(0, count).filter(c -> array.referenceChannel().orElse(-1) != c).limit(8).toArray();
    }

    private static short[] record(AudioSource source, int frames, int channels) {
        short[] all = new short[frames * channels];
        int at = 0;
        while (at < frames) {
            int count = source.read(all, at * channels, Math.min(source.periodFrames(), frames - at));
            if (count == AudioSource.END) {
                break;
            }
            at += count;
        }
        return Arrays.copyOf(all, at * channels);
    }

    private static float[] channel(short[] interleaved, int channel, int channels) {
        float[] samples = new float[interleaved.length / channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = interleaved[i * channels + channel] / 32_768f;
        }
        return samples;
    }

    private static double[] levels(float[] sound) {
        double[] levels = new double[sound.length / TENTH];
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            for (int k = i * TENTH; k < (i + 1) * TENTH; k++) {
                sum += sound[k] * sound[k];
            }
            levels[i] = Math.max(-120, 10 * Math.log10(sum / TENTH + 1e-12));
        }
        return levels;
    }

    private static double[] spectrum(float[] sound) {
        RealFft fft = new RealFft(FFT);
        float[] frame = new float[FFT];
        float[] bins = new float[FFT + 2];
        double[] power = new double[FFT / 2 + 1];
        int frames = 0;
        for (int at = 0; at + FFT <= sound.length; at += FFT / 2, frames++) {
            for (int i = 0; i < FFT; i++) {
                frame[i] = (float) (sound[at + i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / FFT)));
            }
            fft.forward(frame, bins);
            for (int k = 0; k < power.length; k++) {
                power[k] += bins[2 * k] * bins[2 * k] + bins[2 * k + 1] * bins[2 * k + 1];
            }
        }
        for (int k = 0; k < power.length; k++) {
            power[k] = 10 * Math.log10(power[k] / Math.max(1, frames) / FFT + 1e-12);
        }
        return power;
    }

    private static float[] normalised(float[] response) {
        float most = 1e-9f;
        for (float r : response) {
            most = Math.max(most, r);
        }
        for (int i = 0; i < response.length; i++) {
            response[i] /= most;
        }
        return response;
    }
}
