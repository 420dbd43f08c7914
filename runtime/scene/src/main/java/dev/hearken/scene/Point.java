package dev.hearken.scene;

/** A place in a room, in metres from a corner of the floor. */
record Point(double x, double y, double z) {

    double distance(Point other) {
        return Math.sqrt(Math.pow(x - other.x, 2) + Math.pow(y - other.y, 2) + Math.pow(z - other.z, 2));
    }
}
