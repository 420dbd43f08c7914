package dev.hearken.app.internal.wyoming;

/** Listens to the sound of a client. Called on the hearing worker, in order; nothing else touches it. */
interface AudioTask {

    /** @param engines to hear with, this task's until it is closed */
    void begin(EngineRoom.Lease engines);

    /** The rate at which it wants the sound, in Hz. */
    default int sampleRate() {
        return 16_000;
    }

    /** @param pcm mono */
    void audio(short[] pcm);

    /** The sound is over. */
    void end();

    /** Whether it has told what it had to tell, so that further sound is of no use. */
    boolean done();

    /** Gives back what it holds; also when the client has gone. */
    void close();
}
