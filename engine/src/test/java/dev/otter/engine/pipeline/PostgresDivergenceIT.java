package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.PostgresPair.failed;
import static dev.otter.engine.pipeline.PostgresPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.ServerSpec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows that PostgreSQL cannot take, or does not have as the log says. */
class PostgresDivergenceIT {
    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80().withRowMetadata(ServerSpec.RowMetadata.FULL));
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineOptions options(ApplyMode mode, ErrorPolicy policy) {
        return new PipelineOptions(2, mode, policy);
    }

    private static PipelineOptions strict(ErrorPolicy policy) {
        return options(ApplyMode.STRICT, policy);
    }

    private static void create(String name) throws Exception {
        pair.create(name);
        for (String table :
                new String[] {
                    "CREATE TABLE %s.t (id INT PRIMARY KEY, u INT UNIQUE, v INT)",
                    "CREATE TABLE %s.other (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO %s.t VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4),(5,5,5)"
                }) {
            pair.onSource(table.formatted(name));
            pair.onTarget(table.formatted(name));
        }
    }

    @Test
    void repair_makes_every_touched_row_as_the_source_has_it() throws Exception {
        create("repairs");
        pair.onTarget(
                "DELETE FROM repairs.t WHERE id IN (2,5)",
                "UPDATE repairs.t SET v=30 WHERE id=3",
                "INSERT INTO repairs.t VALUES (7,70,70),(99,6,0),(98,44,0)");
        try (PipelineRun run = pair.run("repairs", options(ApplyMode.REPAIR, ErrorPolicy.STOP))) {
            pair.onSource(
                    "UPDATE repairs.t SET v=22 WHERE id=2",
                    "UPDATE repairs.t SET v=33 WHERE id=3",
                    "UPDATE repairs.t SET u=44 WHERE id=4",
                    "DELETE FROM repairs.t WHERE id=5",
                    "INSERT INTO repairs.t VALUES (6,6,6),(7,7,7)",
                    "UPDATE repairs.t SET id=10 WHERE id=1");
            reached(run);
        }
        pair.requireEqual("repairs");
    }

    @Test
    void strict_stops_at_a_missing_row_and_writes_nothing_of_its_transaction() throws Exception {
        create("stops");
        pair.onTarget("DELETE FROM stops.t WHERE id=3");
        try (PipelineRun run = pair.run("stops", strict(ErrorPolicy.STOP))) {
            pair.onSource(
                    "BEGIN",
                    "INSERT INTO stops.other VALUES (1,1)",
                    "UPDATE stops.t SET v=33 WHERE id=3",
                    "COMMIT");
            failed(run, ErrorCode.ROW_DIVERGED);
            assertThat(run.status().failure().orElseThrow().getMessage())
                    .contains("stops.t")
                    .contains("id='3'");
        }
        assertThat(pair.answer("SELECT id FROM stops.other")).isEmpty();

        pair.onTarget("INSERT INTO stops.t VALUES (3,3,3)");
        try (PipelineRun run = pair.run("stops", strict(ErrorPolicy.STOP))) {
            reached(run);
        }
        pair.requireEqual("stops");
    }

    @Test
    void strict_stops_at_a_row_that_is_there_already() throws Exception {
        create("present");
        pair.onTarget("INSERT INTO present.t VALUES (6,60,60)");
        try (PipelineRun run = pair.run("present", strict(ErrorPolicy.STOP))) {
            pair.onSource("INSERT INTO present.t VALUES (6,6,6)");
            failed(run, ErrorCode.ROW_REFUSED);
        }
        assertThat(pair.answer("SELECT v FROM present.t WHERE id=6")).containsExactly("60");
    }

    @Test
    void a_held_table_waits_while_the_others_go_on_also_after_a_restart() throws Exception {
        create("holds");
        pair.onTarget("DELETE FROM holds.t WHERE id=3");
        try (PipelineRun run = pair.run("holds", strict(ErrorPolicy.HOLD_TABLE))) {
            pair.onSource(
                    "BEGIN",
                    "INSERT INTO holds.other VALUES (1,1)",
                    "UPDATE holds.t SET v=33 WHERE id=3",
                    "UPDATE holds.t SET v=11 WHERE id=1",
                    "COMMIT",
                    "UPDATE holds.t SET v=22 WHERE id=2",
                    "INSERT INTO holds.other VALUES (2,2)");
            reached(run);
            assertThat(run.status().heldTables()).hasSize(1).first().asString().contains("holds.t");
        }
        try (PipelineRun run = pair.run("holds", strict(ErrorPolicy.HOLD_TABLE))) {
            assertThat(run.status().heldTables()).hasSize(1);
            pair.onSource("DELETE FROM holds.t WHERE id=5", "INSERT INTO holds.other VALUES (3,3)");
            reached(run);
        }
        assertThat(pair.answer("SELECT id FROM holds.other ORDER BY id"))
                .containsExactly("1", "2", "3");
        assertThat(pair.answer("SELECT v FROM holds.t ORDER BY id"))
                .containsExactly("1", "2", "4", "5");
        assertThat(
                        pair.answer(
                                "SELECT table_name FROM retl.retl_held_table"
                                        + " WHERE pipeline='test/holds'"))
                .containsExactly("holds.t");
    }

    @Test
    void a_quarantined_row_is_kept_with_its_reason_and_all_else_goes_on() throws Exception {
        create("quarantines");
        pair.onTarget(
                "DELETE FROM quarantines.t WHERE id=3",
                "INSERT INTO quarantines.t VALUES (8,80,80)");
        try (PipelineRun run = pair.run("quarantines", strict(ErrorPolicy.QUARANTINE))) {
            pair.onSource(
                    "BEGIN",
                    "INSERT INTO quarantines.other VALUES (1,1)",
                    "UPDATE quarantines.t SET v=v*10 WHERE id IN (2,3,4)",
                    "INSERT INTO quarantines.t VALUES (7,7,7),(8,8,8),(9,9,9)",
                    "COMMIT",
                    "UPDATE quarantines.t SET v=11 WHERE id=1");
            reached(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }
        assertThat(pair.answer("SELECT concat(id,':',v) FROM quarantines.t ORDER BY id"))
                .containsExactly("1:11", "2:20", "4:40", "5:5", "7:7", "8:80", "9:9");
        assertThat(pair.answer("SELECT id FROM quarantines.other")).containsExactly("1");
        assertThat(
                        pair.answer(
                                "SELECT concat(kind,' ',row_after) FROM retl.retl_quarantine"
                                        + " WHERE pipeline='test/quarantines' ORDER BY id"))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row).startsWith("UPDATE").contains("id='3'"))
                .anySatisfy(row -> assertThat(row).startsWith("INSERT").contains("id='8'"));
    }

    /** Each would be changed silently, or makes no sense there; the other rows go on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "zero_text | VARCHAR(9) | text | CONCAT('a',CHAR(0)) | OTR-3701",
                "zero_date | DATE | date | '0000-00-00' | OTR-3103",
                "no_day | DATE | date | '2024-05-00' | OTR-3103",
                "long_time | TIME | time | '24:00:01' | OTR-3103",
                "minus_time | TIME | time | '-00:00:01' | OTR-3103",
                "large | BIGINT UNSIGNED | bigint | 18446744073709551615 | OTR-3103",
                "spaces | VARCHAR(9) | varchar(3) | 'abc  ' | OTR-3103",
                "char_spaces | VARCHAR(9) | char(9) | 'abc  ' | OTR-3103",
                "too_long | VARCHAR(9) | varchar(3) | 'abcd' | OTR-3103",
                "label | ENUM('a','b') | quarantined_label | 'b' | OTR-3103",
                "seven | TINYINT | boolean | 7 | OTR-3103",
                "json_zero | JSON | jsonb | '\"a\\\\u0000\"' | OTR-3103",
                "not_null | INT | int NOT NULL | NULL | OTR-3101"
            })
    void a_value_that_would_be_changed_is_put_aside(
            String name, String mysql, String postgres, String value, String code)
            throws Exception {
        pair.create(name);
        pair.onSource("CREATE TABLE " + name + ".t (id INT PRIMARY KEY, c " + mysql + ")");
        if (name.equals("label")) {
            pair.onTarget("CREATE TYPE label.quarantined_label AS ENUM ('a')");
        }
        pair.onTarget(
                "CREATE TABLE %s.t (id int PRIMARY KEY, c %s)"
                        .formatted(
                                name,
                                postgres.equals("quarantined_label")
                                        ? "label.quarantined_label"
                                        : postgres));
        try (PipelineRun run = pair.run(name, strict(ErrorPolicy.QUARANTINE))) {
            pair.onSource(
                    "SET SESSION sql_mode=''",
                    "INSERT INTO %s.t VALUES (1,%s)".formatted(name, value));
            reached(run);
        }
        assertThat(pair.answer("SELECT c FROM " + name + ".t")).isEmpty();
        assertThat(
                        pair.answer(
                                "SELECT error_code FROM retl.retl_quarantine WHERE pipeline='test/"
                                        + name
                                        + "'"))
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DECIMAL(10,4) | numeric(10,2)",
                "BIGINT | double precision",
                "DOUBLE | real",
                "DATETIME(6) | timestamp(3)",
                "DATETIME | timestamptz",
                "BIT(8) | bit(9)",
                "VARCHAR(10) | bytea",
                "INT | text",
                "INT | numeric(10,-2)",
                "INT | boolean"
            })
    void a_column_that_would_round_is_refused_before_the_first_row(String mysql, String postgres)
            throws Exception {
        String name = "fit" + Math.floorMod((mysql + postgres).hashCode(), 100_000);
        pair.create(name);
        pair.onSource("CREATE TABLE " + name + ".t (id INT PRIMARY KEY, c " + mysql + ")");
        pair.onTarget("CREATE TABLE " + name + ".t (id int PRIMARY KEY, c " + postgres + ")");
        try (PipelineRun run = pair.run(name, strict(ErrorPolicy.QUARANTINE))) {
            pair.onSource("INSERT INTO " + name + ".t VALUES (1,NULL)");
            failed(run, ErrorCode.TABLE_MISMATCH);
            assertThat(run.status().failure().orElseThrow().getMessage()).contains("column c");
        }
    }

    @Test
    void a_run_that_was_taken_over_can_no_longer_write() throws Exception {
        create("taken");
        try (PipelineRun old = pair.run("taken", strict(ErrorPolicy.STOP))) {
            pair.onSource("UPDATE taken.t SET v=7 WHERE id=1");
            reached(old);
            try (PipelineRun young = pair.run("taken", strict(ErrorPolicy.STOP))) {
                pair.onSource("UPDATE taken.t SET v=8 WHERE id=1");
                failed(old, ErrorCode.FENCED);
                reached(young);
            }
        }
        pair.requireEqual("taken");
    }

    @Test
    void a_change_of_schema_waits_until_the_target_has_the_columns_too() throws Exception {
        create("ddl");
        try (PipelineRun run = pair.run("ddl", strict(ErrorPolicy.STOP))) {
            pair.onSource("INSERT INTO ddl.other VALUES (1,1)");
            reached(run);
            pair.onSource(
                    "ALTER TABLE ddl.other ADD w INT", "INSERT INTO ddl.other VALUES (2,2,2)");
            failed(run, ErrorCode.SCHEMA_CHANGE);
        }
        pair.onTarget("ALTER TABLE ddl.other ADD w INT");
        try (PipelineRun run = pair.run("ddl", strict(ErrorPolicy.STOP))) {
            pair.onSource("TRUNCATE TABLE ddl.t");
            reached(run);
            pair.onSource("INSERT INTO ddl.t VALUES (9,9,9)");
            reached(run);
        }
        pair.requireEqual("ddl");
    }

    /** On the source nothing cascades from rows that a session wrote without looking at keys. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM {}.parent WHERE id=1",
                "REPLACE INTO {}.parent VALUES (1,2)",
                "UPDATE {}.parent SET id=7 WHERE id=1",
                "TRUNCATE TABLE {}.parent"
            })
    void what_did_not_cascade_on_the_source_takes_no_children_along(String statement)
            throws Exception {
        String name = "unseen" + Math.floorMod(statement.hashCode(), 100_000);
        pair.create(name);
        for (String table :
                List.of(
                        "CREATE TABLE %s.parent (id INT PRIMARY KEY, v INT)",
                        "CREATE TABLE %s.child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p)"
                                + " REFERENCES %1$s.parent (id) ON DELETE CASCADE ON UPDATE CASCADE)",
                        "INSERT INTO %s.parent VALUES (1,1),(2,2)",
                        "INSERT INTO %s.child VALUES (1,1),(2,2)")) {
            pair.onSource(table.formatted(name));
            pair.onTarget(table.formatted(name));
        }
        try (PipelineRun run = pair.run(name, strict(ErrorPolicy.STOP))) {
            pair.onSource("UPDATE " + name + ".parent SET id=3 WHERE id=2");
            reached(run);
            assertThat(pair.answer("SELECT p FROM " + name + ".child WHERE id=2"))
                    .as("what cascaded there cascades here")
                    .containsExactly("3");
            pair.onSource("SET foreign_key_checks=0", statement.replace("{}", name));
            failed(
                    run,
                    statement.startsWith("TRUNCATE")
                            ? ErrorCode.SCHEMA_CHANGE
                            : ErrorCode.ROW_REFUSED);
            assertThat(run.status().failure().orElseThrow()).hasMessageContaining(name + ".child");
        }
        assertThat(pair.answer("SELECT concat(id,':',p) FROM " + name + ".child ORDER BY id"))
                .containsExactly("1:1", "2:3");
    }

    @Test
    void a_large_table_is_emptied_in_portions() throws Exception {
        create("many");
        pair.onTarget("INSERT INTO many.other SELECT n, n FROM generate_series(1,5000) n");
        try (PipelineRun run = pair.run("many", strict(ErrorPolicy.STOP))) {
            pair.onSource("TRUNCATE TABLE many.other", "INSERT INTO many.other VALUES (9,9)");
            reached(run);
        }
        assertThat(pair.answer("SELECT id FROM many.other")).containsExactly("9");
    }

    /** The log tells no column that the target keeps: any row would do. */
    @Test
    void a_row_of_which_the_log_tells_nothing_is_refused() throws Exception {
        pair.create("untold");
        pair.onSource("CREATE TABLE untold.t (id INT PRIMARY KEY, v INT)");
        pair.onSource("INSERT INTO untold.t VALUES (1,1),(2,2)");
        pair.onTarget(
                "CREATE TABLE untold.t (id int GENERATED ALWAYS AS (v) STORED, v int)",
                "INSERT INTO untold.t (v) VALUES (1),(2)");
        try (PipelineRun run = pair.run("untold", strict(ErrorPolicy.STOP))) {
            pair.onSource(
                    "SET SESSION binlog_row_image='MINIMAL'", "UPDATE untold.t SET v=9 WHERE id=2");
            failed(run, ErrorCode.ROW_REFUSED);
        }
        assertThat(pair.answer("SELECT v FROM untold.t ORDER BY v")).containsExactly("1", "2");
    }

    @Test
    void a_table_that_is_gone_is_no_fault_of_its_rows() throws Exception {
        create("gone");
        try (PipelineRun run = pair.run("gone", strict(ErrorPolicy.QUARANTINE))) {
            pair.onSource("UPDATE gone.t SET v=9 WHERE id=1");
            reached(run);
            pair.onTarget("ALTER TABLE gone.t RENAME TO away");
            pair.onSource("UPDATE gone.t SET v=10 WHERE id=1");
            failed(run, ErrorCode.TABLE_MISSING);
            assertThat(run.status().quarantined()).isZero();
        }
        pair.onTarget("ALTER TABLE gone.away RENAME TO t");
        try (PipelineRun run = pair.run("gone", strict(ErrorPolicy.QUARANTINE))) {
            reached(run);
        }
        pair.requireEqual("gone");
    }

    /** What the messages say to run is enough for an account that may do nothing else. */
    @Test
    void privileges_that_are_missing_are_named_with_the_statements_that_grant_them()
            throws Exception {
        create("weak");
        pair.onTarget("CREATE ROLE account LOGIN PASSWORD 'secret'");
        try (PipelineRun run = pair.run("weak", strict(ErrorPolicy.STOP))) {
            reached(run);
        }
        pair.onTarget(remedy("weak").split(";\\s*"));
        pair.onTarget(remedy("weak").replace("Run on the target:", "").split(";\\s*"));
        try (PipelineRun run = pair.runAs("account", "secret", "weak")) {
            pair.onSource("UPDATE weak.t SET v=9", "DELETE FROM weak.t WHERE id=1");
            reached(run);
        }
        pair.requireEqual("weak");
    }

    private static String remedy(String name) {
        try (PipelineRun run = pair.runAs("account", "secret", name)) {
            throw new AssertionError("runs: " + run.status());
        } catch (OtterException e) {
            assertThat(e.code()).as("%s", e.getMessage()).isEqualTo(ErrorCode.PRIVILEGE_MISSING);
            return e.remedy().substring(Math.max(0, e.remedy().indexOf("\n")));
        }
    }

    @Test
    void what_the_target_lacks_is_said_before_anything_is_read() throws Exception {
        pair.create("lacks");
        pair.onSource("CREATE TABLE lacks.t (id INT PRIMARY KEY)");
        assertThatThrownBy(() -> pair.run("lacks", strict(ErrorPolicy.STOP)).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_MISSING))
                .hasMessageContaining("lacks.t");
    }
}
