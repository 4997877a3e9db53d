package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pipelines of a file that a command line asks for. */
final class Selection {
    private Selection() {}

    /**
     * @param names of pipelines, alone or as channel/name; none means all
     * @throws OtterException when a name fits no pipeline, or several
     */
    static List<SyncFile.Entry> of(SyncFile file, List<String> names) {
        if (names.isEmpty()) {
            return file.entries();
        }
        Set<SyncFile.Entry> chosen = new LinkedHashSet<>();
        for (String name : names) {
            List<SyncFile.Entry> fitting =
                    file.entries().stream()
                            .filter(entry ->
                                    entry.name().equals(name)
                                            || entry.pipeline().name().equals(name))
                            .toList();
            if (fitting.size() != 1) {
                throw new OtterException(
                        ErrorCode.CONFIGURATION_INVALID,
                        (fitting.isEmpty() ? "no pipeline" : "more than one pipeline")
                                + " has the name '"
                                + name
                                + "'",
                        file.path().toString(),
                        "Pipelines of the file: " + list(file) + ".");
            }
            chosen.add(fitting.getFirst());
        }
        return List.copyOf(chosen);
    }

    private static String list(SyncFile file) {
        return file.entries().stream().map(SyncFile.Entry::name).collect(Collectors.joining(", "));
    }
}
