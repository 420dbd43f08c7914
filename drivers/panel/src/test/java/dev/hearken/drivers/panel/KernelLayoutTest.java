package dev.hearken.drivers.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and offsets against the kernel's own headers, by a C program that prints them. */
class KernelLayoutTest {

    @TempDir
    private Path folder;

    @Test
    void shouldLayOutStructuresAsTheKernelDoes() throws Exception {
        Map<String, Long> expected = new LinkedHashMap<>();
        expected.put("input_event", (long) InputContact.EVENT_SIZE);
        expected.put("input_event.type", (long) InputContact.TYPE_AT);
        expected.put("input_event.code", (long) InputContact.CODE_AT);
        expected.put("input_event.value", (long) InputContact.VALUE_AT);
        expected.put("EVIOCGSW(8)", InputContact.GET_SWITCHES);
        expected.put("line_request", (long) GpioContact.REQUEST_SIZE);
        expected.put("line_request.consumer", (long) GpioContact.CONSUMER_AT);
        expected.put("line_request.config.flags", (long) GpioContact.FLAGS_AT);
        expected.put("line_request.config.num_attrs", (long) GpioContact.ATTRIBUTES_AT);
        expected.put("line_request.config.attrs[0].attr.id", (long) GpioContact.FIRST_ATTRIBUTE_AT);
        expected.put("line_request.config.attrs[0].attr.debounce_period_us", (long) GpioContact.ATTRIBUTE_VALUE_AT);
        expected.put("line_request.config.attrs[0].mask", (long) GpioContact.ATTRIBUTE_MASK_AT);
        expected.put("line_request.num_lines", (long) GpioContact.LINES_AT);
        expected.put("line_request.fd", (long) GpioContact.FILE_AT);
        expected.put("line_values", (long) GpioContact.VALUES_SIZE);
        expected.put("line_values.mask", (long) GpioContact.MASK_AT);
        expected.put("line_event", (long) GpioContact.EVENT_SIZE);
        expected.put("line_event.id", (long) GpioContact.EVENT_ID_AT);
        expected.put("chip_info", (long) PanelNodes.CHIP_INFO_SIZE);
        expected.put("chip_info.label", (long) PanelNodes.LABEL_AT);
        expected.put("GET_LINE", GpioContact.GET_LINE);
        expected.put("GET_VALUES", GpioContact.GET_VALUES);
        expected.put("CHIP_INFO", PanelNodes.CHIP_INFO);
        expected.put("SPI_MODE", Apa102Lights.WRITE_MODE);
        expected.put("SPI_SPEED", Apa102Lights.WRITE_SPEED);
        StringBuilder text = new StringBuilder();
        expected.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
        assertEquals(text.toString(), printed());
    }

    private String printed() throws IOException, InterruptedException {
        Path program = folder.resolve("layout");
        Path source = Path.of(System.getProperty("hearken.root", "../..")).resolve("drivers/panel/src/test/c/layout.c");
        Path log = folder.resolve("cc.log");
        try {
            Process compiler = new ProcessBuilder("cc", "-o", program.toString(), source.toString()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            Assumptions.assumeTrue(compiler.waitFor(60, TimeUnit.SECONDS), "the C compiler does not come to an end");
            String output = Files.readString(log, StandardCharsets.UTF_8);
            Assumptions.assumeFalse(output.contains("No such file"), "the kernel's headers are not installed (Debian: apt install linux-libc-dev)");
            assertEquals("", output);
        } catch (IOException e) {
            Assumptions.abort("no C compiler (Debian: apt install gcc libc6-dev)");
        }
        Process run = new ProcessBuilder(program.toString()).start();
        return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
