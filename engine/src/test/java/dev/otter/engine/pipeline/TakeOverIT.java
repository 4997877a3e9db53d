package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two runs of one pipeline: the newer one writes, the older one is refused by the target. */
class TakeOverIT {

    @Test
    void the_older_run_stops_with_its_code_and_writes_nothing_more() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            // Without a key nothing but the fence keeps a row from being there twice.
            pair.both("CREATE DATABASE taken", "CREATE TABLE taken.bare (v INT)");
            try (PipelineRun older = pair.run("taken", PipelineOptions.defaults())) {
                pair.source.execute("INSERT INTO taken.bare VALUES (1)");
                ServerPair.await(older);
                try (PipelineRun newer = pair.run("taken", PipelineOptions.defaults())) {
                    for (int row = 2; row <= 50; row++) {
                        pair.source.execute("INSERT INTO taken.bare VALUES (" + row + ")");
                    }
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> older.status().state() == PipelineState.FAILED);
                    ServerPair.await(newer);

                    assertThat(older.status().failure().orElseThrow().code())
                            .isEqualTo(ErrorCode.FENCED);
                    assertThat(older.status().transactionsApplied()).isEqualTo(1);
                    assertThat(newer.status().transactionsApplied()).isEqualTo(49);
                    // Both read under one replica id, so the older may have cut it off once more.
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> newer.status().state() == PipelineState.RUNNING);
                }
            }
            pair.requireEqual("taken");
        }
    }

    /** Two installations that read one source do not cut off each other's log. */
    @Test
    void pipelines_of_one_name_and_source_fill_two_targets() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80());
                MysqlServer other = MysqlServer.start(ServerSpec.mysql80().withServerId(9))) {
            String[] schema = {
                "CREATE DATABASE taken", "CREATE TABLE taken.t (id INT PRIMARY KEY)"
            };
            pair.both(schema);
            other.execute(schema);
            try (PipelineRun one = pair.run("taken", PipelineOptions.defaults());
                    PipelineRun two = pair.run("taken", PipelineOptions.defaults(), other.port())) {
                pair.source.execute("INSERT INTO taken.t VALUES (1)");
                ServerPair.await(one);
                ServerPair.await(two);
                await().during(Duration.ofSeconds(3))
                        .atMost(Duration.ofSeconds(10))
                        .until(() ->
                                one.status().state() == PipelineState.RUNNING
                                        && two.status().state() == PipelineState.RUNNING);
            }
        }
    }

    /** The older process holds a table while the newer one waits to take over. */
    @Test
    void a_hold_that_the_older_run_wrote_last_counts_for_the_newer() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both("CREATE DATABASE taken", "CREATE TABLE taken.t (id INT PRIMARY KEY)");
            try (PipelineRun first = pair.run("taken", PipelineOptions.defaults())) {
                pair.source.execute("INSERT INTO taken.t VALUES (1)");
                ServerPair.await(first);
            }
            try (Connection older = pair.target.connect();
                    Statement statement = older.createStatement();
                    ExecutorService worker = Executors.newSingleThreadExecutor()) {
                older.setAutoCommit(false);
                statement.execute("SELECT * FROM retl.retl_checkpoint FOR UPDATE");
                Future<PipelineRun> newer =
                        worker.submit(() -> pair.run("taken", PipelineOptions.defaults()));
                await().atMost(Duration.ofSeconds(30))
                        .until(() ->
                                pair.onTarget(
                                                "SELECT COUNT(*) FROM information_schema.innodb_trx"
                                                        + " WHERE trx_state='LOCK WAIT'")
                                        .equals(List.of("1")));
                statement.execute(
                        "INSERT INTO retl.retl_held_table (pipeline, table_name, transaction_id,"
                                + " position, error_code, error_text) VALUES ('test/taken',"
                                + " 'taken.t', '', '', 'OTR-3101', 'a bad row')");
                older.commit();
                try (PipelineRun run = newer.get()) {
                    assertThat(run.status().heldTables()).hasSize(1);
                    pair.source.execute("INSERT INTO taken.t VALUES (2)");
                    ServerPair.await(run);
                }
            }
            assertThat(pair.onTarget("SELECT id FROM taken.t")).containsExactly("1");
        }
    }
}
