package dev.hearken.update;

/** Is told what happens, on the updater's thread; must not throw and should return soon. */
@FunctionalInterface
public interface UpdateObserver {

    void happened(UpdateEvent event);
}
