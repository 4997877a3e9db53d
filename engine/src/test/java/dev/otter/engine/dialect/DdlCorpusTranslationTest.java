package dev.otter.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.engine.oracle.ddl.OracleDialect;
import dev.otter.engine.postgresql.ddl.PostgresDialect;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.SqlRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each statement of {@code ddl/corpus.sql} for PostgreSQL and for Oracle: it is translated, or held
 * for a reason that names the clause. The log of the test has the list.
 */
class DdlCorpusTranslationTest {
    private static final Pattern CHANGES =
            Pattern.compile(
                    "\\s*(/\\*.*?\\*/\\s*)*(/\\*!\\d*\\s*)?(CREATE|ALTER|DROP|RENAME|TRUNCATE)\\b.*",
                    Pattern.CASE_INSENSITIVE);

    private static final Logger LOG = LoggerFactory.getLogger(DdlCorpusTranslationTest.class);

    private int translated;
    private int nothing;
    private final List<String> held = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    @Test
    void what_is_held_for_postgresql_is_told() throws IOException {
        read(new PostgresDialect());

        verdict();
    }

    @Test
    void what_is_held_for_oracle_is_told_and_all_else_is_oracle_s_language() throws IOException {
        read(new OracleDialect());

        assertThat(mistakes).isEmpty();
        verdict();
    }

    private void verdict() {
        LOG.warn(
                "{} translated, {} of them without steps, {} held:\n{}",
                translated,
                nothing,
                held.size(),
                String.join("\n", held));
        assertThat(translated).isGreaterThan(250);
        assertThat(held).allMatch(one -> one.contains(" | '"));
        assertThat(held.size() * 4).isLessThan(translated);
    }

    private void read(Dialect dialect) throws IOException {
        SourceModel model = new SourceModel();
        String database = "corpus";
        long mode = 0;
        for (String line : resource("/ddl/corpus.sql").lines().toList()) {
            if (line.startsWith("# ")) {
                model.clear();
                database = "corpus";
            }
            if (line.startsWith("9 ") || line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String sql =
                    line.replaceFirst("^8\\.0 ", "")
                            .replaceFirst(" -- (not carried|selected)$", "");
            if (sql.startsWith("USE ")) {
                database = sql.substring(4);
            }
            if (sql.startsWith("SET sql_mode")) {
                mode =
                        sql.contains("ANSI_QUOTES")
                                ? 4
                                : sql.contains("NO_BACKSLASH") ? 1L << 20 : 0;
            }
            if (CHANGES.matcher(sql).matches()) {
                statement(dialect, model, sql, rules(database, mode));
            }
        }
    }

    private static SourceRules rules(String database, long mode) {
        return new SourceRules(
                new SqlRules(false, 80_036, (mode & 4) != 0, (mode & 1L << 20) == 0, false),
                database,
                false,
                true,
                true,
                Optional.of(ZoneOffset.UTC),
                Optional.of(Instant.ofEpochSecond(1_790_000_000, 123_456_000)));
    }

    private void statement(Dialect dialect, SourceModel model, String sql, SourceRules rules) {
        Optional<SqlNode> tree = DdlParser.parse(sql, rules.sql());
        Optional<DdlStatement> statement =
                tree.flatMap(one -> DdlStatement.of(one, rules.database(), false))
                        .or(() -> DdlStatement.roughly(sql, rules.sql(), rules.database(), false));
        if (statement.isEmpty() || statement.get().tree().kind().startsWith("truncate")) {
            return;
        }
        if (!statement.get().tree().is("dropDatabase")) {
            try {
                Translation translation =
                        new Translator(dialect, Optional::of, name -> model.target(dialect, name))
                                .translate(statement.get(), rules);
                translated++;
                nothing += translation.steps().isEmpty() ? 1 : 0;
                if (dialect instanceof OracleDialect) {
                    translation
                            .steps()
                            .forEach(step -> mistakes.addAll(OracleGrammar.mistakes(step)));
                }
            } catch (HeldException e) {
                String shown = sql.length() > 70 ? sql.substring(0, 70) + "…" : sql;
                held.add(shown + " | " + e.getMessage());
            }
        }
        model.follow(statement.get(), rules);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DdlCorpusTranslationTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
