package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.OraclePair.failed;
import static dev.otter.engine.pipeline.OraclePair.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.ServerSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of rows that a target of Oracle's kind cannot take, or does not have. */
class OracleDivergenceIT {
    private static OraclePair pair;

    @BeforeAll
    static void start() {
        pair = new OraclePair(ServerSpec.mysql80().withRowMetadata(ServerSpec.RowMetadata.FULL));
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineOptions strict(ErrorPolicy policy) {
        return new PipelineOptions(2, ApplyMode.STRICT, policy);
    }

    private static void create(String name) throws Exception {
        pair.create(name);
        pair.onSource(
                "CREATE TABLE %s.t (id INT PRIMARY KEY, u INT UNIQUE, v INT)".formatted(name),
                "CREATE TABLE %s.other (id INT PRIMARY KEY, v INT)".formatted(name),
                "INSERT INTO %s.t VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4),(5,5,5)".formatted(name));
        pair.target.execute(
                "CREATE TABLE %s.T (ID NUMBER(10) PRIMARY KEY, U NUMBER(10) UNIQUE, V NUMBER(10))"
                        .formatted(name),
                "CREATE TABLE %s.OTHER (ID NUMBER(10) PRIMARY KEY, V NUMBER(10))".formatted(name),
                "INSERT INTO %s.T VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4),(5,5,5)".formatted(name));
    }

    @Test
    void strict_stops_at_a_missing_row_and_writes_nothing_of_its_transaction() throws Exception {
        create("stops");
        pair.target.execute("DELETE FROM STOPS.T WHERE ID=3");
        try (PipelineRun run = pair.run("stops", strict(ErrorPolicy.STOP))) {
            pair.onSource(
                    "BEGIN",
                    "INSERT INTO stops.other VALUES (1,1)",
                    "UPDATE stops.t SET v=33 WHERE id=3",
                    "COMMIT");
            failed(run, ErrorCode.ROW_DIVERGED);
            assertThat(run.status().failure().orElseThrow().getMessage())
                    .contains("STOPS.T")
                    .contains("id=3");
        }
        assertThat(pair.target.rows("SELECT ID FROM STOPS.OTHER")).isEmpty();

        pair.target.execute("INSERT INTO STOPS.T VALUES (3,3,3)");
        try (PipelineRun run = pair.run("stops", strict(ErrorPolicy.STOP))) {
            reached(run);
        }
        assertThat(pair.target.rows("SELECT ID,V FROM STOPS.OTHER")).containsExactly("1|1");
        assertThat(pair.target.rows("SELECT V FROM STOPS.T WHERE ID=3")).containsExactly("33");
    }

    @Test
    void repair_makes_every_touched_row_as_the_source_has_it() throws Exception {
        create("repairs");
        pair.target.execute(
                "DELETE FROM REPAIRS.T WHERE ID IN (2,5)",
                "UPDATE REPAIRS.T SET V=30 WHERE ID=3",
                "INSERT INTO REPAIRS.T VALUES (7,70,70),(99,6,0),(98,44,0)");
        try (PipelineRun run =
                pair.run("repairs", new PipelineOptions(2, ApplyMode.REPAIR, ErrorPolicy.STOP))) {
            pair.onSource(
                    "UPDATE repairs.t SET v=22 WHERE id=2",
                    "UPDATE repairs.t SET v=33 WHERE id=3",
                    "UPDATE repairs.t SET u=44 WHERE id=4",
                    "DELETE FROM repairs.t WHERE id=5",
                    "INSERT INTO repairs.t VALUES (6,6,6),(7,7,7)",
                    "UPDATE repairs.t SET id=10 WHERE id=1");
            reached(run);
        }
        assertThat(pair.target.rows("SELECT ID,U,V FROM REPAIRS.T ORDER BY ID"))
                .containsExactly("2|2|22", "3|3|33", "4|44|4", "6|6|6", "7|7|7", "10|1|1");
    }

    @Test
    void a_held_table_waits_while_the_others_go_on_also_after_a_restart() throws Exception {
        create("holds");
        pair.target.execute("DELETE FROM HOLDS.T WHERE ID=3");
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
            assertThat(run.status().heldTables()).hasSize(1).first().asString().contains("HOLDS.T");
        }
        try (PipelineRun run = pair.run("holds", strict(ErrorPolicy.HOLD_TABLE))) {
            assertThat(run.status().heldTables()).hasSize(1);
            pair.onSource("DELETE FROM holds.t WHERE id=5", "INSERT INTO holds.other VALUES (3,3)");
            reached(run);
        }
        assertThat(pair.target.rows("SELECT ID FROM HOLDS.OTHER ORDER BY ID"))
                .containsExactly("1", "2", "3");
        assertThat(pair.target.rows("SELECT V FROM HOLDS.T ORDER BY ID"))
                .containsExactly("1", "2", "4", "5");
        assertThat(pair.target.rows("SELECT PIPELINE,TABLE_NAME FROM RETL.RETL_HELD_TABLE"))
                .containsExactly("test/holds|HOLDS.T");
    }

    @Test
    void a_quarantined_row_is_kept_with_its_reason_and_all_else_goes_on() throws Exception {
        create("aside");
        pair.target.execute(
                "DELETE FROM ASIDE.T WHERE ID=3", "INSERT INTO ASIDE.T VALUES (8,80,80)");
        try (PipelineRun run = pair.run("aside", strict(ErrorPolicy.QUARANTINE))) {
            pair.onSource(
                    "BEGIN",
                    "INSERT INTO aside.other VALUES (1,1)",
                    "UPDATE aside.t SET v=v*10 WHERE id IN (2,3,4)",
                    "INSERT INTO aside.t VALUES (7,7,7),(8,8,8),(9,9,9)",
                    "COMMIT",
                    "UPDATE aside.t SET v=11 WHERE id=1");
            reached(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }
        assertThat(pair.target.rows("SELECT ID,V FROM ASIDE.T ORDER BY ID"))
                .containsExactly("1|11", "2|20", "4|40", "5|5", "7|7", "8|80", "9|9");
        assertThat(pair.target.rows("SELECT ID FROM ASIDE.OTHER")).containsExactly("1");
        assertThat(
                        pair.target.rows(
                                "SELECT KIND,ROW_AFTER FROM RETL.RETL_QUARANTINE"
                                        + " WHERE PIPELINE='test/aside' ORDER BY ID"))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row).startsWith("UPDATE").contains("id=3"))
                .anySatisfy(row -> assertThat(row).startsWith("INSERT").contains("id=8"));
    }

    /** Each would be changed silently, or makes no sense there; the other rows go on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "empty_text | VARCHAR(9) | VARCHAR2(9 CHAR) NOT NULL | '' | OTR-3771",
                "empty_bytes | VARBINARY(9) | RAW(9) NOT NULL | '' | OTR-3771",
                "empty_set | SET('a') | VARCHAR2(9 CHAR) NOT NULL | '' | OTR-3771",
                "zero_date | DATE | DATE | '0000-00-00' | OTR-3103",
                "no_day | DATETIME | DATE | '2024-05-00 00:00:00' | OTR-3103",
                "left_out | DATE | DATE | '1582-10-10' | OTR-3103",
                "long_time | TIME | INTERVAL DAY(1) TO SECOND(6) | '240:00:00' | OTR-3103",
                "large | BIGINT UNSIGNED | NUMBER(19) | 18446744073709551615 | OTR-3103",
                "digits | DECIMAL(50,2) | NUMBER | 1234567890123456789012345678901234567.89 | OTR-3103",
                "too_long | VARCHAR(9) | VARCHAR2(3 CHAR) | 'abcd' | OTR-3103",
                "char_spaces | VARCHAR(9) | CHAR(9) | 'abc  ' | OTR-3103",
                "minus_zero | DOUBLE | BINARY_DOUBLE | -0e0 | OTR-3103",
                "not_null | INT | NUMBER(10) NOT NULL | NULL | OTR-3101"
            })
    void a_value_that_would_be_changed_is_put_aside(
            String name, String mysql, String oracle, String value, String code) throws Exception {
        pair.create(name);
        pair.onSource("CREATE TABLE " + name + ".t (id INT PRIMARY KEY, c " + mysql + ")");
        pair.target.execute(
                "CREATE TABLE %s.T (ID NUMBER(10) PRIMARY KEY, C %s)".formatted(name, oracle));
        try (PipelineRun run = pair.run(name, strict(ErrorPolicy.QUARANTINE))) {
            pair.onSource(
                    "SET SESSION sql_mode=''",
                    "INSERT INTO %s.t VALUES (1,%s)".formatted(name, value));
            reached(run);
        }
        assertThat(pair.target.rows("SELECT C FROM " + name + ".T")).isEmpty();
        assertThat(
                        pair.target.rows(
                                "SELECT ERROR_CODE FROM RETL.RETL_QUARANTINE WHERE PIPELINE='test/"
                                        + name
                                        + "'"))
                .containsExactly(code);
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
        assertThat(pair.target.rows("SELECT V FROM TAKEN.T WHERE ID=1")).containsExactly("8");
    }

    @Test
    void other_columns_stop_it_and_a_truncated_table_is_emptied() throws Exception {
        create("ddl");
        try (PipelineRun run = pair.run("ddl", strict(ErrorPolicy.STOP))) {
            pair.onSource("INSERT INTO ddl.other VALUES (1,1)");
            reached(run);
            pair.onSource(
                    "ALTER TABLE ddl.other ADD w INT", "INSERT INTO ddl.other VALUES (2,2,2)");
            failed(run, ErrorCode.SCHEMA_CHANGE);
        }
        pair.target.execute("ALTER TABLE DDL.OTHER ADD W NUMBER(10)");
        try (PipelineRun run = pair.run("ddl", strict(ErrorPolicy.STOP))) {
            pair.onSource("TRUNCATE TABLE ddl.t");
            reached(run);
            pair.onSource("INSERT INTO ddl.t VALUES (9,9,9)");
            reached(run);
        }
        assertThat(pair.target.rows("SELECT ID,U,V FROM DDL.T")).containsExactly("9|9|9");
        assertThat(pair.target.rows("SELECT ID,V,W FROM DDL.OTHER ORDER BY ID"))
                .containsExactly("1|1|null", "2|2|2");
    }

    @Test
    void statements_of_a_pipeline_are_spelled_as_oracle_wants_them() {
        String emptying = OracleSchemaCheck.emptying(new TableName("SHOP", "T")).replace('\0', '7');
        List<String> mistakes =
                Stream.of(OracleSide.sqlTexts(), OracleRequestStore.statements(), List.of(emptying))
                        .flatMap(List::stream)
                        .map(OracleGrammar::mistakes)
                        .flatMap(List::stream)
                        .toList();
        assertThat(mistakes).isEmpty();
        assertThat(emptying.toUpperCase(Locale.ROOT)).contains("ROWNUM<=");
    }
}
