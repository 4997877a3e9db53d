package dev.otter.engine.ddl;

import dev.otter.binlog.event.QueryStatus;
import dev.otter.engine.change.StatementSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The variables with which a statement ran on the source, as statements that set them. Immutable.
 *
 * @param must those without which it might mean something else
 * @param may those that not all targets have or let us set
 */
record SessionSettings(List<String> must, List<String> may) {
    /** NO_ZERO_IN_DATE and NO_ZERO_DATE. */
    private static final long ZERO_DATES = 3L << 23;

    /** Modes that all servers know under these bits. */
    private static final Map<Integer, String> MODES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(0, "REAL_AS_FLOAT"),
                            Map.entry(1, "PIPES_AS_CONCAT"),
                            Map.entry(2, "ANSI_QUOTES"),
                            Map.entry(3, "IGNORE_SPACE"),
                            Map.entry(5, "ONLY_FULL_GROUP_BY"),
                            Map.entry(6, "NO_UNSIGNED_SUBTRACTION"),
                            Map.entry(7, "NO_DIR_IN_CREATE"),
                            Map.entry(19, "NO_AUTO_VALUE_ON_ZERO"),
                            Map.entry(20, "NO_BACKSLASH_ESCAPES"),
                            Map.entry(21, "STRICT_TRANS_TABLES"),
                            Map.entry(22, "STRICT_ALL_TABLES"),
                            Map.entry(23, "NO_ZERO_IN_DATE"),
                            Map.entry(24, "NO_ZERO_DATE"),
                            Map.entry(25, "ALLOW_INVALID_DATES"),
                            Map.entry(26, "ERROR_FOR_DIVISION_BY_ZERO"),
                            Map.entry(29, "HIGH_NOT_PRECEDENCE"),
                            Map.entry(30, "NO_ENGINE_SUBSTITUTION"),
                            Map.entry(31, "PAD_CHAR_TO_FULL_LENGTH")));

    SessionSettings {
        must = List.copyOf(must);
        may = List.copyOf(may);
    }

    /**
     * @param settings what the log tells
     * @param collation name of a collation of the source by its number; empty when unknown
     * @param timestampDefaults the source's explicit_defaults_for_timestamp, for logs without it
     * @param creates whether a table is created: the server itself writes defaults of zero for
     *     CREATE TABLE … SELECT, which its modes refuse to others
     */
    static SessionSettings of(
            StatementSettings settings,
            IntFunction<String> collation,
            boolean timestampDefaults,
            boolean creates) {
        QueryStatus status = settings.status();
        List<String> must = new ArrayList<>();
        List<String> may = new ArrayList<>();
        status.sqlMode()
                .ifPresent(mode ->
                        must.add("sql_mode='" + modes(creates ? mode & ~ZERO_DATES : mode) + "'"));
        if (settings.seconds() > 0) {
            // What a new column's CURRENT_TIMESTAMP means for rows that are there already.
            must.add("timestamp=%d.%06d".formatted(settings.seconds(), status.micros()));
        }
        must.add("foreign_key_checks=" + (status.foreignKeyChecks() ? 1 : 0));
        must.add("unique_checks=" + (status.uniqueChecks() ? 1 : 0));
        status.timeZone().ifPresent(zone -> must.add("time_zone='" + quoted(zone) + "'"));
        collation(status.connectionCollation(), collation, "collation_connection", may);
        collation(status.serverCollation(), collation, "collation_server", may);
        collation(status.utf8mb4Collation(), collation, "default_collation_for_utf8mb4", may);
        if (status.utf8mb4Collation().isEmpty()) {
            may.add("default_collation_for_utf8mb4='utf8mb4_general_ci'");
        }
        may.add(
                "explicit_defaults_for_timestamp="
                        + (status.timestampDefaults().orElse(timestampDefaults) ? 1 : 0));
        return new SessionSettings(must, may);
    }

    private static void collation(
            OptionalInt number, IntFunction<String> names, String variable, List<String> to) {
        if (number.isPresent()) {
            String name = names.apply(number.getAsInt());
            if (!name.isEmpty()) {
                to.add(variable + "='" + name + "'");
            }
        }
    }

    private static String modes(long bits) {
        List<String> names = new ArrayList<>();
        MODES.forEach((bit, name) -> {
            if ((bits >> bit & 1) != 0) {
                names.add(name);
            }
        });
        return String.join(",", names);
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}
