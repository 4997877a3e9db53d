package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.compare.TablePair;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The statements of {@code ddl/corpus.sql}, one by one between rows: after each both servers tell
 * the same of their tables, or the target keeps what it had where the statement says so. Every
 * fourth block, and those of MySQL 9 there; all with {@code -Dotter.ddl.corpus=all}.
 */
class DdlCorpusIT {
    private static final int SHARE = 4;
    private static final int STATEMENTS_MIN = 420;
    private static final String NOT_CARRIED = "-- not carried";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** MySQL 5.7 reads the texts of a column's expression in the session's character set. */
    private static final String SERVER_FAULT =
            "Cannot create a JSON value from a string with CHARACTER SET 'binary'";

    private static final Pattern CHANGES =
            Pattern.compile(
                    "\\s*(/\\*.*?\\*/\\s*)*(/\\*!\\d*\\s*)?(CREATE|ALTER|DROP|RENAME|TRUNCATE)\\b.*",
                    Pattern.CASE_INSENSITIVE);

    /** A held statement is told; what it leaves behind is held too. */
    private static final PipelineOptions OPTIONS =
            new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.HOLD_TABLE)
                    .with(DdlRules.all(DdlAction.APPLY_OR_SKIP));

    private static final TableRoute SCOPE =
            table -> table.database().startsWith("corpus") ? Optional.of(table) : Optional.empty();

    /** Questions whose answers have to be equal, each with the name of a table first. */
    private static final List<String> QUESTIONS =
            List.of(
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' ', LPAD(ORDINAL_POSITION, 3, 0)),"
                            + " COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT,"
                            + " CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, COLUMN_KEY,"
                            + " COLUMN_COMMENT, GENERATION_EXPRESSION FROM"
                            + " information_schema.COLUMNS WHERE TABLE_SCHEMA LIKE 'corpus%'"
                            + " AND TABLE_NAME NOT LIKE '%\\_view'",
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' index ', INDEX_NAME, ' ',"
                            + " SEQ_IN_INDEX), NON_UNIQUE, COLUMN_NAME, SUB_PART, NULLABLE,"
                            + " INDEX_TYPE, INDEX_COMMENT, COLLATION FROM"
                            + " information_schema.STATISTICS WHERE TABLE_SCHEMA LIKE 'corpus%'",
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' table'), ENGINE,"
                            + " ROW_FORMAT, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT FROM"
                            + " information_schema.TABLES WHERE TABLE_SCHEMA LIKE 'corpus%' AND"
                            + " TABLE_TYPE='BASE TABLE'",
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' part ', PARTITION_NAME, ' ',"
                            + " IFNULL(SUBPARTITION_NAME, '')), PARTITION_METHOD,"
                            + " SUBPARTITION_METHOD, PARTITION_EXPRESSION, PARTITION_DESCRIPTION,"
                            + " PARTITION_COMMENT FROM information_schema.PARTITIONS WHERE"
                            + " TABLE_SCHEMA LIKE 'corpus%' AND PARTITION_NAME IS NOT NULL",
                    "SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME, ' key ', CONSTRAINT_NAME),"
                            + " UPDATE_RULE, DELETE_RULE, REFERENCED_TABLE_NAME FROM"
                            + " information_schema.REFERENTIAL_CONSTRAINTS WHERE"
                            + " CONSTRAINT_SCHEMA LIKE 'corpus%'");

    /** Questions that MySQL 5.7 cannot be asked. */
    private static final List<String> NEWER_QUESTIONS =
            List.of(
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' seen ', INDEX_NAME, ' ',"
                            + " SEQ_IN_INDEX), IS_VISIBLE FROM information_schema.STATISTICS"
                            + " WHERE TABLE_SCHEMA LIKE 'corpus%'");

    /** Questions that only MySQL 9 can be asked. */
    private static final List<String> NEWEST_QUESTIONS =
            List.of(
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' over ', INDEX_NAME, ' ',"
                            + " SEQ_IN_INDEX), EXPRESSION FROM information_schema.STATISTICS"
                            + " WHERE TABLE_SCHEMA LIKE 'corpus%'",
                    "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME, ' check ',"
                            + " t.CONSTRAINT_NAME), t.ENFORCED, c.CHECK_CLAUSE FROM"
                            + " information_schema.TABLE_CONSTRAINTS t JOIN"
                            + " information_schema.CHECK_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA ="
                            + " t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME"
                            + " WHERE t.TABLE_SCHEMA LIKE 'corpus%'");

    private final List<String> unequal = new ArrayList<>();
    private final List<String> wrongColumns = new ArrayList<>();
    private final List<String> heldWithoutReason = new ArrayList<>();
    private final List<String> carried = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> heldTables = new ArrayList<>();
    private List<String> questions = QUESTIONS;
    private int statements;

    private record Block(String title, List<String> lines) {}

    @Test
    void the_corpus_is_large() throws IOException {
        assertThat(lines().stream().map(DdlCorpusIT::plain).filter(DdlCorpusIT::changes).count())
                .isGreaterThanOrEqualTo(STATEMENTS_MIN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavor.class,
            names = {"MYSQL_5_7", "MYSQL_8_0", "MYSQL_9"})
    void after_each_statement_both_servers_tell_the_same(Flavor flavor) throws Exception {
        Availability available = MysqlServer.available(flavor);
        assumeThat(available.ready()).as(available.reason()).isTrue();
        questions = questions(flavor);
        boolean gtid = flavor != Flavor.MYSQL_5_7;
        try (ServerPair pair = new ServerPair(ServerSpec.of(flavor).withGtid(gtid))) {
            pair.source.execute("CREATE DATABASE corpus DEFAULT CHARACTER SET latin1");
            pair.target.execute("CREATE DATABASE corpus DEFAULT CHARACTER SET utf8");
            List<Block> blocks = blocks(flavor, gtid);
            boolean all = System.getProperty("otter.ddl.corpus", "").equals("all");
            boolean each = all || flavor == Flavor.MYSQL_9;
            PipelineRun run = start(pair, 0);
            try {
                for (int i = 0; i < blocks.size(); i += each ? 1 : SHARE) {
                    try {
                        block(pair, run, blocks.get(i));
                    } catch (AssertionError e) {
                        // What follows is not to suffer for it.
                        broken.add(e.getMessage());
                        run.close();
                        clear(pair);
                        run = start(pair, broken.size());
                    }
                }
            } finally {
                run.close();
            }
        }
        SoftAssertions verdict = new SoftAssertions();
        verdict.assertThat(refused).as("the source itself refuses").isEmpty();
        verdict.assertThat(broken).as("blocks that did not come to their end").isEmpty();
        verdict.assertThat(carried).as("carried over all the same").isEmpty();
        verdict.assertThat(wrongColumns).as("columns other than the source's").isEmpty();
        verdict.assertThat(heldWithoutReason).as("held without a reason").isEmpty();
        verdict.assertThat(heldTables).as("tables on hold although their statements ran").isEmpty();
        verdict.assertThat(unequal.size() * 100)
                .as("of %d statements not equal: %s", statements, String.join("\n", unequal))
                .isLessThanOrEqualTo(statements);
        verdict.assertAll();
    }

    private static PipelineRun start(ServerPair pair, int number) {
        return pair.run("corpus" + number, OPTIONS, SCOPE, pair.target.port());
    }

    /** Both sides as they were before the first block. */
    private static void clear(ServerPair pair) throws SQLException {
        for (MysqlServer server : List.of(pair.source, pair.target)) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET foreign_key_checks=0");
                for (String table : tables(server)) {
                    statement.execute("DROP TABLE " + table);
                }
            }
            for (String database : List.of("corpus_b", "corpus_c", "`corpus-d e`")) {
                server.execute("DROP DATABASE IF EXISTS " + database);
            }
        }
        pair.target.execute("DELETE FROM retl.retl_ddl", "DELETE FROM retl.retl_held_table");
    }

    private void block(ServerPair pair, PipelineRun run, Block block) throws Exception {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE corpus");
            for (String line : block.lines()) {
                boolean kept = line.endsWith(NOT_CARRIED);
                Map<String, String> before = kept ? answers(pair.target) : Map.of();
                try {
                    statement.execute(line);
                } catch (SQLException e) {
                    refused.add(block.title() + ": " + line + " -- " + e.getMessage());
                    continue;
                }
                if (changes(line)) {
                    statements++;
                    after(pair, run, block.title() + ": " + line);
                }
                if (kept && !answers(pair.target).equals(before)) {
                    carried.add(block.title() + ": " + line);
                }
            }
            boolean reached = run.await(run.sourceEnd(), PATIENCE);
            assertThat(reached).as("%s: %s", block.title(), run.status()).isTrue();
            compareRows(pair, block);
            // The next block begins with nothing, whatever this one left.
            statement.execute("SET foreign_key_checks=0");
            for (String table : tables(pair.source)) {
                statement.execute("DROP TABLE " + table);
            }
        }
        assertThat(run.await(run.sourceEnd(), PATIENCE)).as("%s", run.status()).isTrue();
        pair.target.execute("DELETE FROM retl.retl_ddl WHERE state='skipped'");
    }

    private void after(ServerPair pair, PipelineRun run, String what) throws Exception {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s: %s", what, run.status()).isTrue();
        Map<String, String> wanted = answers(pair.source);
        Map<String, String> found = answers(pair.target);
        if (found.equals(wanted)) {
            return;
        }
        List<String> held = pair.onTarget("SELECT note FROM retl.retl_ddl WHERE state='skipped'");
        String first = difference(wanted, found);
        unequal.add(what + " -- " + first + " " + held);
        if (held.isEmpty()) {
            wrongColumns.add(what + " -- " + first);
        }
        held.stream().filter(String::isBlank).forEach(_ -> heldWithoutReason.add(what));
    }

    private static String difference(Map<String, String> wanted, Map<String, String> found) {
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            if (!one.getValue().equals(found.get(one.getKey()))) {
                return one.getKey() + ": " + one.getValue() + " <> " + found.get(one.getKey());
            }
        }
        return "more: " + found.keySet().stream().filter(key -> !wanted.containsKey(key)).toList();
    }

    private Map<String, String> answers(MysqlServer server) throws SQLException {
        Map<String, String> answers = new TreeMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String question : questions) {
                try (ResultSet rows = statement.executeQuery(question)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        StringBuilder answer = new StringBuilder();
                        for (int i = 2; i <= columns; i++) {
                            answer.append(rows.getString(i)).append(" | ");
                        }
                        answers.put(rows.getString(1), answer.toString());
                    }
                }
            }
        }
        return answers;
    }

    private void compareRows(ServerPair pair, Block block) throws SQLException {
        List<String> held = pair.onTarget("SELECT table_name FROM retl.retl_held_table");
        boolean passedOver =
                !pair.onTarget("SELECT 1 FROM retl.retl_ddl WHERE state='skipped'").isEmpty();
        if (!passedOver) {
            pair.onTarget("SELECT error_text FROM retl.retl_held_table").stream()
                    .filter(error -> !error.contains(SERVER_FAULT))
                    .map(error -> block.title() + ": " + error)
                    .forEach(heldTables::add);
        }
        List<TablePair> pairs = new ArrayList<>();
        for (String table : tables(pair.source)) {
            Matcher name = Pattern.compile("`(.*)`\\.`(.*)`").matcher(table);
            if (name.matches()) {
                String plain = name.group(2).replace("``", "`");
                if (!held.contains(name.group(1) + "." + plain)) {
                    pairs.add(new TablePair(name.group(1), plain, name.group(1), plain));
                }
            }
        }
        Comparison comparison =
                new TableComparer(
                                pair.source::connect, pair.target::connect, CompareOptions.strict())
                        .compareTables(pairs);
        assertThat(comparison.equal()).as("%s: %s", block.title(), comparison.report()).isTrue();
        pair.target.execute("DELETE FROM retl.retl_held_table");
    }

    private static List<String> tables(MysqlServer server) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT CONCAT('`', TABLE_SCHEMA, '`.`',"
                                        + " REPLACE(TABLE_NAME, '`', '``'), '`') FROM"
                                        + " information_schema.TABLES WHERE TABLE_SCHEMA LIKE"
                                        + " 'corpus%' AND TABLE_TYPE='BASE TABLE'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static List<Block> blocks(Flavor flavor, boolean gtid) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("# ")) {
                blocks.add(new Block(line.substring(2), new ArrayList<>()));
                continue;
            }
            boolean other =
                    (line.startsWith("8.0 ") && flavor != Flavor.MYSQL_8_0)
                            || line.startsWith("9 ") != (flavor == Flavor.MYSQL_9);
            // These servers refuse CREATE TABLE from a query where they name transactions.
            boolean query = line.endsWith("-- selected") && gtid;
            if (!line.isBlank() && !other && !query) {
                blocks.getLast().lines().add(plain(line));
            }
        }
        return blocks.stream().filter(block -> !block.lines().isEmpty()).toList();
    }

    private static String plain(String line) {
        return line.replaceFirst("^(8\\.0|9) ", "");
    }

    private static boolean changes(String line) {
        return CHANGES.matcher(line).matches();
    }

    private static List<String> questions(Flavor flavor) {
        List<String> questions = new ArrayList<>(QUESTIONS);
        if (flavor != Flavor.MYSQL_5_7) {
            questions.addAll(NEWER_QUESTIONS);
        }
        if (flavor == Flavor.MYSQL_9) {
            questions.addAll(NEWEST_QUESTIONS);
        }
        return List.copyOf(questions);
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = DdlCorpusIT.class.getResourceAsStream("/ddl/corpus.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
