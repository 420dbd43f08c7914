package dev.hearken.dsp;

import java.util.List;

/**
 * Where the microphones of an array are, in metres, in the frame of the device: x ahead, y to the left, z up. Azimuths count from
 * x towards y.
 *
 * @param positions one a microphone, 2 to 8
 */
public record ArrayGeometry(List<Position> positions) {

    static final double SPEED_OF_SOUND = 343;

    /** Coordinates in metres. */
    public record Position(double x, double y, double z) {

        double distance(Position other) {
            return Math.sqrt(Math.pow(x - other.x, 2) + Math.pow(y - other.y, 2) + Math.pow(z - other.z, 2));
        }
    }

    public ArrayGeometry {
        if (positions.size() < 2 || positions.size() > 8) {
            throw new IllegalArgumentException("an array has 2 to 8 microphones, not " + positions.size());
        }
        positions = List.copyOf(positions);
    }

    public int size() {
        return positions.size();
    }

    /** Whether all microphones lie on one line: such an array cannot tell the two sides of that line apart. */
    public boolean linear() {
        Position a = positions.get(0);
        Position b = positions.get(positions.size() - 1);
        double length = a.distance(b);
        return positions.stream().allMatch(p -> offLine(a, b, p) < 0.01 * length);
    }

    /** Time by which a plane wave reaches a microphone before it reaches the origin, in seconds. */
    double lead(int microphone, double azimuth, double elevation) {
        Position p = positions.get(microphone);
        double x = Math.cos(azimuth) * Math.cos(elevation);
        double y = Math.sin(azimuth) * Math.cos(elevation);
        return (p.x() * x + p.y() * y + p.z() * Math.sin(elevation)) / SPEED_OF_SOUND;
    }

    private static double offLine(Position a, Position b, Position p) {
        double ux = b.x() - a.x();
        double uy = b.y() - a.y();
        double uz = b.z() - a.z();
        double vx = p.x() - a.x();
        double vy = p.y() - a.y();
        double vz = p.z() - a.z();
        double cx = uy * vz - uz * vy;
        double cy = uz * vx - ux * vz;
        double cz = ux * vy - uy * vx;
        double length = Math.sqrt(ux * ux + uy * uy + uz * uz);
        return length == 0 ? 1 : Math.sqrt(cx * cx + cy * cy + cz * cz) / length;
    }
}
