package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.proxy.StatementProxy;
import dev.otter.testkit.proxy.StatementProxy.Point;
import dev.otter.testkit.proxy.StatementProxy.Trap;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process ends while a statement is on its way: written down and not run, or run and not
 * written down. The next one finds out, and each statement has its effect once.
 */
class DdlCrashIT {
    private static final PipelineOptions APPLY =
            PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));

    private static final List<String> SETUP =
            List.of(
                    "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)",
                    "CREATE TABLE u (id INT PRIMARY KEY, a INT, b INT)",
                    "CREATE TABLE gone (id INT PRIMARY KEY)",
                    "CREATE TABLE gone2 (id INT PRIMARY KEY)",
                    "CREATE TABLE part (id INT PRIMARY KEY, v INT) PARTITION BY RANGE (id)"
                            + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN"
                            + " (20))",
                    "CREATE TABLE plain (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO t VALUES (1, 1, 2)",
                    "INSERT INTO u VALUES (2, 3, 4)",
                    "INSERT INTO part VALUES (1, 1), (11, 11)",
                    "INSERT INTO plain VALUES (2, 2)");

    /** How the statements begin on the target: any that changes a table. */
    private static final List<String> KINDS =
            List.of(
                    "CREATE TABLE made (id INT PRIMARY KEY)",
                    "CREATE TABLE copied LIKE t",
                    "ALTER TABLE t ADD c INT",
                    "ALTER TABLE t DROP COLUMN a",
                    "ALTER TABLE t MODIFY b BIGINT",
                    "ALTER TABLE t CHANGE b a INT, CHANGE a b INT",
                    "ALTER TABLE t FORCE",
                    "ALTER TABLE t RENAME TO t2",
                    "CREATE INDEX i ON t (a)",
                    "DROP TABLE gone",
                    "DROP TABLE gone, gone2",
                    "RENAME TABLE t TO v",
                    "RENAME TABLE t TO x, u TO t, x TO u",
                    "TRUNCATE TABLE t",
                    "ALTER TABLE part DROP PARTITION p0",
                    "ALTER TABLE part TRUNCATE PARTITION p0",
                    "ALTER TABLE part EXCHANGE PARTITION p0 WITH TABLE plain");

    /** Where the process ends. */
    enum When {
        BEFORE_IT_RUNS,
        BEFORE_IT_IS_WRITTEN_DOWN;

        private String opening(String statement) {
            return this == BEFORE_IT_RUNS
                    ? statement.split(" ")[0] + " " + statement.split(" ")[1]
                    : "UPDATE `retl`.`retl_ddl` SET `state`=";
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void a_statement_runs_once_on_mysql_8(When when) throws Exception {
        crash(Flavor.MYSQL_8_0, when);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void a_statement_runs_once_on_mysql_5_7(When when) throws Exception {
        crash(Flavor.MYSQL_5_7, when);
    }

    private static void crash(Flavor flavor, When when) throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.of(flavor))) {
            for (int i = 0; i < KINDS.size(); i++) {
                one(pair, "crash" + i, KINDS.get(i), when);
            }
        }
    }

    private static void one(ServerPair pair, String database, String ddl, When when)
            throws Exception {
        pair.both("CREATE DATABASE " + database);
        try (Connection connection = pair.source.connect();
                Statement source = connection.createStatement();
                StatementProxy proxy = StatementProxy.to(pair.target.port(), when.opening(ddl))) {
            source.execute("USE " + database);
            AtomicReference<PipelineRun> running = new AtomicReference<>();
            PipelineRun first = pair.run(database, APPLY, proxy.port());
            running.set(first);
            for (String setup : SETUP) {
                source.execute(setup);
            }
            ServerPair.await(first);
            Trap trap = proxy.arm(Point.BEFORE_OPENING, () -> running.get().abandon());
            source.execute(ddl);
            source.execute("CREATE TABLE behind (id INT PRIMARY KEY)");
            source.execute("INSERT INTO behind VALUES (1)");
            assertThat(trap.await(Duration.ofSeconds(30))).as(ddl).isTrue();
            first.close();
            try (PipelineRun second = pair.run(database, APPLY)) {
                boolean reached = second.await(second.sourceEnd(), Duration.ofSeconds(40));
                assertThat(reached).as("%s %s: %s", when, ddl, second.status()).isTrue();
            }
            pair.requireEqual(database);
        }
    }
}
