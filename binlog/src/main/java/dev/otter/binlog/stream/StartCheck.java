package dev.otter.binlog.stream;

import static dev.otter.binlog.stream.DumpRefusedException.Reason.OUT_OF_RANGE;
import static dev.otter.binlog.stream.DumpRefusedException.Reason.PURGED;

import java.util.List;
import java.util.Optional;

/**
 * Tells a deleted log file from one that never was, which a source's own answer does not, and an
 * offset behind the end before the source says so in other words.
 */
final class StartCheck {
    private StartCheck() {}

    static void of(String source, List<LogFile> files, String file, long offset) {
        if (files.isEmpty()) {
            throw DumpRefusedException.foreseen(OUT_OF_RANGE, source, "it has no log files");
        }
        String oldest = files.getFirst().name();
        Optional<LogFile> found = files.stream().filter(f -> f.name().equals(file)).findFirst();
        if (found.isPresent()) {
            if (offset > found.get().bytes()) {
                throw DumpRefusedException.foreseen(
                        OUT_OF_RANGE,
                        source,
                        file + " ends at " + found.get().bytes() + ", before offset " + offset);
            }
            return;
        }
        boolean older = stem(file).equals(stem(oldest)) && number(file) < number(oldest);
        throw DumpRefusedException.foreseen(
                older ? PURGED : OUT_OF_RANGE,
                source,
                "it has no "
                        + file
                        + ", its files are "
                        + oldest
                        + " to "
                        + files.getLast().name());
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private static long number(String file) {
        String digits = file.substring(file.lastIndexOf('.') + 1);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
    }
}
