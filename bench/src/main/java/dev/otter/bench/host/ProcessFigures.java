package dev.otter.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processor time and memory as Linux counts them in {@code /proc} (proc_pid_stat(5),
 * proc_pid_status(5), proc_stat(5)). Stateless; processor time comes in steps of 10 ms.
 */
public final class ProcessFigures {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STATES = 8;

    private ProcessFigures() {}

    /** Seconds of processor time all threads of the process have used so far. */
    public static double processorSeconds(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        // The name in parentheses may hold blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
                / TICKS_PER_SECOND;
    }

    /** The most memory the process has had resident at once, in MiB. */
    public static double peakMegabytes(long pid) {
        for (String line : read(Path.of("/proc/" + pid + "/status")).lines().toList()) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IllegalStateException("/proc/" + pid + "/status has no VmHWM");
    }

    /** Seconds of processor time the whole machine has used so far, over all cores. */
    public static double machineSeconds() {
        String[] fields = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +");
        long busy = 0;
        List<String> counts = List.of(fields).subList(1, 1 + STATES);
        for (int i = 0; i < counts.size(); i++) {
            if (i != IDLE && i != IO_WAIT) {
                busy += Long.parseLong(counts.get(i));
            }
        }
        return busy / TICKS_PER_SECOND;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + "; this needs Linux", e);
        }
    }
}
