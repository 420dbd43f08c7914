package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardMemoryTest {

    private static final long MEBI = 1 << 20;

    @TempDir
    private Path folder;

    private long available() {
        return new BoardMemory(folder.resolve("proc"), folder.resolve("cgroup")).availableMebibytes().orElseThrow();
    }

    private void write(String file, Object text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private void board(long kibi) throws IOException {
        write("proc/meminfo", "MemTotal:        8000000 kB\nMemFree:          100000 kB\nMemAvailable:    " + kibi + " kB");
    }

    @Test
    void shouldBelieveTheKernelWhereThereIsNoGroup() throws IOException {
        board(512 * 1024);
        assertEquals(512, available());
    }

    @Test
    void shouldTakeTheTightestGroupAboveIt() throws IOException {
        board(4096 * 1024);
        write("proc/self/cgroup", "0::/system.slice/hearken.service");
        write("cgroup/system.slice/hearken.service/memory.max", "max");
        write("cgroup/system.slice/hearken.service/memory.current", 140 * MEBI);
        write("cgroup/system.slice/memory.max", 400 * MEBI);
        write("cgroup/system.slice/memory.current", 300 * MEBI);
        write("cgroup/system.slice/memory.stat", "anon 1\ninactive_file " + 50 * MEBI + "\nactive_file 7");
        assertEquals(150, available(), "what is left, and files that can be dropped");
        write("cgroup/system.slice/memory.current", 900 * MEBI);
        assertEquals(0, available(), "over the limit nothing is left");
        board(0);
        assertEquals(0, available());
    }

    @Test
    void shouldKnowTheOlderGroups() throws IOException {
        board(4096 * 1024);
        write("proc/self/cgroup", "12:pids:/x\n5:cpu,memory:/docker/abc\n0::/");
        write("cgroup/memory/docker/abc/memory.limit_in_bytes", 256 * MEBI);
        write("cgroup/memory/docker/abc/memory.usage_in_bytes", 200 * MEBI);
        write("cgroup/memory/docker/abc/memory.stat", "total_inactive_file " + 4 * MEBI);
        assertEquals(60, available());
    }

    @Test
    void shouldNotLeaveTheMountWhereAGroupIsCalledOddly() throws IOException {
        board(1024);
        write("proc/self/cgroup", "0::/../../proc");
        assertEquals(1, available());
    }

    @Test
    void shouldSayNothingWhereNobodyTells() {
        assertEquals(OptionalLong.empty(), new BoardMemory(folder.resolve("proc"), folder.resolve("cgroup")).availableMebibytes());
    }

    @Test
    void shouldReadThisMachine() {
        OptionalLong here = new BoardMemory().availableMebibytes();
        assertTrue(here.isEmpty() || here.getAsLong() >= 0);
    }
}
