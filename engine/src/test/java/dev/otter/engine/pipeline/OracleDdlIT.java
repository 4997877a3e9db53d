package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statements that change tables run in Oracle's language, on H2 in its place. */
class OracleDdlIT {
    private static final PipelineOptions APPLY =
            PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));

    private static OraclePair pair;

    @BeforeAll
    static void start() {
        pair = new OraclePair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @Test
    void rows_between_statements_are_where_the_statements_say() throws Exception {
        pair.create("steps");
        try (PipelineRun run = pair.run("steps", APPLY)) {
            pair.onSource(
                    "USE steps",
                    "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20) NOT NULL, c TEXT, KEY"
                            + " (a), UNIQUE KEY (b))",
                    "INSERT INTO t VALUES (1, 1, 'b', 'c')",
                    "ALTER TABLE t ADD d INT DEFAULT 4, ADD e VARCHAR(9) DEFAULT 'e'",
                    "INSERT INTO t VALUES (2, 2, 'bb', 'cc', 5, 'f')",
                    "ALTER TABLE t RENAME COLUMN d TO a, RENAME COLUMN a TO d",
                    "INSERT INTO t (id, a, d, b) VALUES (3, 30, 31, 'bbb')",
                    "ALTER TABLE t DROP COLUMN e, DROP KEY a",
                    "CREATE TABLE u (id INT PRIMARY KEY, v DECIMAL(10,2))",
                    "INSERT INTO u VALUES (1, 1.5)",
                    "RENAME TABLE t TO x, u TO t, x TO u",
                    "INSERT INTO t VALUES (2, 2.5)",
                    "UPDATE u SET c = 'changed' WHERE id = 2",
                    "CREATE TABLE gone (id INT PRIMARY KEY)",
                    "DROP TABLE gone");
            OraclePair.reached(run);
        }
        assertThat(pair.target.rows("SELECT ID, V FROM STEPS.T ORDER BY ID"))
                .containsExactly("1|1.50", "2|2.50");
        assertThat(pair.target.rows("SELECT ID, A, B, C, D FROM STEPS.U ORDER BY ID"))
                .containsExactly("1|4|b|c|1", "2|5|bb|changed|2", "3|30|bbb|null|31");
        assertThat(
                        pair.target.rows(
                                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE"
                                        + " TABLE_SCHEMA='STEPS'"))
                .containsExactly("2");
    }

    @Test
    void what_cannot_be_said_is_held() throws Exception {
        pair.create("held");
        try (PipelineRun run = pair.run("held", APPLY)) {
            pair.onSource("USE held", "CREATE TABLE t (id INT PRIMARY KEY, a INT AS (id + 1))");
            OraclePair.failed(run, ErrorCode.DDL_NOT_TRANSLATED);
        }
        assertThat(
                        pair.target.rows(
                                "SELECT STATE FROM RETL.RETL_DDL WHERE PIPELINE='test/held' AND"
                                        + " TRANSACTION_ID<>'lock'"))
                .containsExactly("asked");
    }
}
