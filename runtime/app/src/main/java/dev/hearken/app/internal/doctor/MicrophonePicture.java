package dev.hearken.app.internal.doctor;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Draws a {@link MicrophoneTake}: levels, spectra, directions, echo. Needs no display. */
public final class MicrophonePicture {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 800;
    private static final Color[] COLOURS = {new Color(0x1f77b4), new Color(0xff7f0e), new Color(0x2ca02c), new Color(0xd62728),
        new Color(0x9467bd), new Color(0x8c564b), new Color(0xe377c2), new Color(0x7f7f7f)};

    /** A field of the picture, and what its axes mean. */
    private record Field(int x, int y, int width, int height, double low, double high) {
        double at(double value) {
            double share = (Math.max(low, Math.min(high, value)) - low) / (high - low);
            return y + height - share * height;
        }
    }

    private final MicrophoneTake take;
    private final Graphics2D pen;
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);

    private MicrophonePicture(MicrophoneTake take) {
        this.take = take;
        pen = image.createGraphics();
    }

    /** Writes one PNG. */
    public static void write(MicrophoneTake take, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        MicrophonePicture picture = new MicrophonePicture(take);
        picture.draw();
        if (!ImageIO.write(picture.image, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG");
        }
    }

    private void draw() {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        lines("Level, dB against full scale, over " + take.levels()[0].length / 10 + " s", new Field(60, 40, 500, 300, -100, 0), take.levels());
        lines("Mean spectrum, dB, 0 to 8 kHz", new Field(660, 40, 500, 300, -110, 0), take.spectra());
        polar(310, 600, 150);
        if (take.erle().length > 0) {
            lines("Echo return loss enhancement, dB", new Field(660, 440, 500, 300, -5, 45), new double[][] {take.erle()});
        } else {
            note("No reference of the loudspeaker: no echo to cancel (array.reference)", 660, 440);
        }
        for (int c = 0; c < take.findings().size(); c++) {
            pen.setColor(COLOURS[c % COLOURS.length]);
            pen.drawString(take.findings().get(c), 70, 365 + 16 * c);
        }
        pen.dispose();
    }

    private void lines(String title, Field field, double[][] values) {
        note(title, field.x(), field.y() - 10);
        pen.drawRect(field.x(), field.y(), field.width(), field.height());
        for (double mark = Math.ceil(field.low() / 20) * 20; mark <= field.high(); mark += 20) {
            int y = (int) field.at(mark);
            pen.setColor(new Color(0xdddddd));
            pen.drawLine(field.x(), y, field.x() + field.width(), y);
            note(String.format(Locale.ROOT, "%.0f", mark), field.x() - 40, y + 4);
        }
        pen.setStroke(new BasicStroke(1.5f));
        for (int c = 0; c < values.length; c++) {
            pen.setColor(COLOURS[c % COLOURS.length]);
            Path2D path = new Path2D.Double();
            for (int i = 0; i < values[c].length; i++) {
                double x = field.x() + (double) i * field.width() / Math.max(1, values[c].length - 1);
                if (i == 0) {
                    path.moveTo(x, field.at(values[c][i]));
                } else {
                    path.lineTo(x, field.at(values[c][i]));
                }
            }
            pen.draw(path);
        }
    }

    private void polar(int x, int y, int radius) {
        if (take.direction().length == 0) {
            note("The microphones have no places (array.microphones): no direction", 60, 600);
            return;
        }
        note(Double.isNaN(take.azimuth()) ? "Direction: nothing was heard"
            : String.format(Locale.ROOT, "Direction: %.0f degrees from x (right) towards y (up)", take.azimuth()), 170, 790);
        pen.setColor(new Color(0xdddddd));
        for (int r = radius / 3; r <= radius; r += radius / 3) {
            pen.drawOval(x - r, y - r, 2 * r, 2 * r);
        }
        pen.drawLine(x - radius, y, x + radius, y);
        pen.drawLine(x, y - radius, x, y + radius);
        Path2D path = new Path2D.Double();
        int count = take.direction().length;
        for (int i = 0; i <= count; i++) {
            double angle = 2 * Math.PI * i / count;
            double r = radius * take.direction()[i % count];
            if (i == 0) {
                path.moveTo(x + r * Math.cos(angle), y - r * Math.sin(angle));
            } else {
                path.lineTo(x + r * Math.cos(angle), y - r * Math.sin(angle));
            }
        }
        pen.setColor(COLOURS[0]);
        pen.draw(path);
    }

    private void note(String text, int x, int y) {
        pen.setColor(Color.DARK_GRAY);
        pen.drawString(text, x, y);
    }
}
