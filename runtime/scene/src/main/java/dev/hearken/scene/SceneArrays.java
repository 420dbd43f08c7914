package dev.hearken.scene;

import dev.hearken.dsp.ArrayGeometry;
import dev.hearken.dsp.ArrayGeometry.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Arrays as they are on boards one can buy. */
public enum SceneArrays {

    /** Two microphones, 65 mm apart. */
    LINEAR_2(line(2, 0.065), 0),
    /** Four in a line, 33 mm apart. */
    LINEAR_4(line(4, 0.033), 1),
    /** Four on a circle of 32 mm radius. */
    CIRCULAR_4(circle(4, 0.032, Math.PI / 4), 0),
    /** One in the middle and six on a circle of 42.5 mm radius. */
    SIX_PLUS_ONE(sixPlusOne(), 0);

    private final ArrayGeometry geometry;
    private final int mainMicrophone;

    SceneArrays(List<Position> positions, int mainMicrophone) {
        geometry = new ArrayGeometry(positions);
        this.mainMicrophone = mainMicrophone;
    }

    public ArrayGeometry geometry() {
        return geometry;
    }

    /** The microphone that scores refer to. */
    public int mainMicrophone() {
        return mainMicrophone;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<Position> line(int count, double step) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            positions.add(new Position((i - (count - 1) / 2.0) * step, 0, 0));
        }
        return positions;
    }

    private static List<Position> circle(int count, double radius, double first) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double angle = first + 2 * Math.PI * i / count;
            positions.add(new Position(radius * Math.cos(angle), radius * Math.sin(angle), 0));
        }
        return positions;
    }

    private static List<Position> sixPlusOne() {
        List<Position> positions = new ArrayList<>(List.of(new Position(0, 0, 0)));
        positions.addAll(circle(6, 0.0425, 0));
        return positions;
    }
}
