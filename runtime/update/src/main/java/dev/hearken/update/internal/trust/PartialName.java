package dev.hearken.update.internal.trust;

/** How files that are not whole yet are called; no signed path may end so. */
public final class PartialName {

    public static final String SUFFIX = ".part";

    private PartialName() {
    }
}
