package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that belong to the rows of a table, and how they come to the target's side. Exactly one
 * of {@code resolver} and {@code columns} says which they are.
 *
 * @param resolver name of a class that implements {@code FileResolver}
 * @param columns columns of the row, as the target gets it, that hold the path of a file
 * @param from the folder in which the files are
 * @param to the folder to which they are copied
 * @param missing what a file leads to that the source does not have
 * @param delete whether the files of rows that are gone are removed on the target
 * @param parallel files copied at once
 * @param waitSeconds how long a file that is missing or unreadable is waited for, counted from the
 *     commit of its row
 * @param megabytesPerSecond bytes copied per second at most, in millions; 0 for as many as come
 */
public record FileRules(
        Optional<String> resolver,
        List<String> columns,
        Path from,
        Path to,
        Missing missing,
        boolean delete,
        int parallel,
        int waitSeconds,
        int megabytesPerSecond) {
    public static final int PARALLEL_USUAL = 4;
    public static final int PARALLEL_MAX = 32;
    public static final int WAIT_USUAL = 10;
    public static final int WAIT_MAX = 86_400;
    public static final int RATE_MAX = 100_000;
    private static final int COLUMNS_MAX = 20;

    /** What a file leads to that the source does not have. */
    public enum Missing {
        /** Its row is refused, and {@code on-error} decides. */
        FAIL,
        /** The row is applied without it; a notice tells how many were left out. */
        SKIP
    }

    public FileRules {
        resolver = Check.absent(resolver);
        resolver.ifPresent(RowRules::checkClass);
        columns = Check.list("columns of files", columns);
        if (resolver.isPresent() != columns.isEmpty() || columns.size() > COLUMNS_MAX) {
            throw new IllegalArgumentException(
                    "files need either 'resolver', the name of a class, or 'columns', a list of 1 to"
                            + " %d columns that hold paths; give one of them"
                                    .formatted(COLUMNS_MAX));
        }
        for (String column : columns) {
            if (column == null || column.isBlank()) {
                throw new IllegalArgumentException("a column of files has no name; write it");
            }
        }
        Check.distinct("column of files", columns);
        from = root("from", from);
        to = root("to", to);
        if (from.startsWith(to) || to.startsWith(from)) {
            throw new IllegalArgumentException(
                    "the folders 'from' (%s) and 'to' (%s) of files lie within each other; give two"
                                    .formatted(from, to)
                            + " that do not");
        }
        missing = Check.orElse(missing, Missing.FAIL);
        Check.range("parallel of files", parallel, PARALLEL_USUAL, 1, PARALLEL_MAX);
        Check.range("wait of files", waitSeconds, WAIT_USUAL, 0, WAIT_MAX);
        Check.range("rate of files", megabytesPerSecond, 0, 0, RATE_MAX);
    }

    private static Path root(String key, Path path) {
        Check.required("'" + key + "' of files, a folder,", path);
        if (!path.isAbsolute() || path.getNameCount() == 0) {
            throw new IllegalArgumentException(
                    "'%s' of files is '%s'; give the whole path of a folder, such as /data/files"
                            .formatted(key, path));
        }
        return path.normalize();
    }
}
