package dev.otter.engine.ddl;

import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.database.value.TextBytes;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.SqlRules;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads statements of the log by the rules of the source's session. Immutable.
 *
 * @param source asked about itself
 */
record DdlReading(DdlSource source) {

    /** The rules of the statement's session. */
    SqlRules rules(LoggedStatement logged) {
        return SqlRules.of(source.version(), logged.settings().status().sqlMode());
    }

    /** The statement; empty when it is not understood. */
    Optional<DdlStatement> read(LoggedStatement logged) {
        SqlRules rules = rules(logged);
        String database = logged.settings().database();
        boolean ignoreCase = source.ignoreCase();
        return DdlParser.parse(text(logged), rules)
                .flatMap(tree -> DdlStatement.of(tree, database, ignoreCase))
                .or(() -> DdlStatement.roughly(text(logged), rules, database, ignoreCase));
    }

    /** The text in the client's character set, where the log tells it and we know it. */
    private String text(LoggedStatement logged) {
        OptionalInt collation = logged.settings().status().clientCharset();
        return collation.isEmpty()
                ? logged.text()
                : TextBytes.decode(logged.settings().sql(), source.charset(collation.getAsInt()))
                        .orElse(logged.text());
    }
}
