package dev.hearken.drivers.rknn;

/** Opens the library that it is told and prints what came of it: a process can load one only, so every try is a process of its own. */
final class LibraryProbe {

    private LibraryProbe() {
    }

    public static void main(String[] arguments) {
        try {
            System.out.println("version " + RknnLibrary.open(arguments[0]).version().map(RknnVersion::toString).orElse("unknown"));
        } catch (RknnException e) {
            System.out.println(e.getMessage());
        }
    }
}
