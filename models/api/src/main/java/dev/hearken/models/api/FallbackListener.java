package dev.hearken.models.api;

/** Is told of models that run elsewhere than they should. Called by the threads that load, run and close models: it must not wait. */
@FunctionalInterface
public interface FallbackListener {

    /** A model runs elsewhere from now on. */
    void began(Fallback fallback);

    /**
     * That model is closed, or has failed there, too; if it is loaded again it begins with the back end it should have.
     *
     * @param fallback as it was given to {@link #began}
     */
    default void ended(Fallback fallback) {
    }

    /** Tells this one first, then another. */
    default FallbackListener andThen(FallbackListener next) {
        FallbackListener first = this;
        return new FallbackListener() {
            @Override
            public void began(Fallback fallback) {
                first.began(fallback);
                next.began(fallback);
            }

            @Override
            public void ended(Fallback fallback) {
                first.ended(fallback);
                next.ended(fallback);
            }
        };
    }
}
