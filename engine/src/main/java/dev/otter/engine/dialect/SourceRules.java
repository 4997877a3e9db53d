package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlRules;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How the session stood in which the source ran a statement. Immutable.
 *
 * @param sql how it reads a statement
 * @param database its database; may be empty
 * @param ignoreCase whether the server keeps names of tables in small letters
 * @param strict whether it refuses values that do not fit, rather than changing them
 * @param timestampDefaults its explicit_defaults_for_timestamp
 * @param zone its time zone, where it can be told
 * @param moment what CURRENT_TIMESTAMP meant for rows that were there, where the log tells it
 */
public record SourceRules(
        SqlRules sql,
        String database,
        boolean ignoreCase,
        boolean strict,
        boolean timestampDefaults,
        Optional<ZoneId> zone,
        Optional<Instant> moment) {
    private static final int NUMBER_LENGTH_MAX = 400;

    /**
     * The rules by which SHOW CREATE TABLE answers, in a session with an empty sql_mode and the
     * time zone +00:00.
     */
    public static SourceRules ofAnswers(SqlRules sql, String database, boolean ignoreCase) {
        return new SourceRules(
                sql,
                database,
                ignoreCase,
                true,
                true,
                Optional.of(ZoneOffset.UTC),
                Optional.empty());
    }

    /** A number as MySQL spells it; empty for another text. */
    static Optional<BigDecimal> number(String text) {
        String plain = text.strip();
        if (plain.length() > NUMBER_LENGTH_MAX
                || !plain.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain));
    }
}
