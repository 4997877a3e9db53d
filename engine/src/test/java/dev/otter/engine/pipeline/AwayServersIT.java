package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An end that goes away while a pipeline runs is waited for, whatever asks for it. */
class AwayServersIT {

    @Test
    void a_table_met_for_the_first_time_while_the_target_is_away_is_waited_for() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80());
                TcpProxy proxy = TcpProxy.to("127.0.0.1", pair.target.port())) {
            pair.both("CREATE DATABASE away", "CREATE TABLE away.t (id INT PRIMARY KEY)");
            try (PipelineRun run = pair.run("away", PipelineOptions.defaults(), proxy.port())) {
                proxy.refuse(true);
                proxy.cut();
                pair.source.execute("INSERT INTO away.t VALUES (1)");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> run.status().state() == PipelineState.WAITING);
                assertThat(run.status().reason()).contains("127.0.0.1:" + proxy.port());

                proxy.refuse(false);
                ServerPair.await(run);
            }
            pair.requireEqual("away");
        }
    }

    @Test
    void a_target_that_is_there_but_does_not_answer_is_told() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80());
                Connection blocker = pair.target.connect();
                Statement statement = blocker.createStatement()) {
            pair.both("CREATE DATABASE slow", "CREATE TABLE slow.t (id INT PRIMARY KEY)");
            try (PipelineRun run = pair.run("slow", PipelineOptions.defaults())) {
                pair.source.execute("INSERT INTO slow.t VALUES (1)");
                ServerPair.await(run);
                assertThat(run.status().reason()).isEqualTo("caught up");

                statement.execute("FLUSH TABLES WITH READ LOCK");
                pair.source.execute("INSERT INTO slow.t VALUES (2)");
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> run.status().state() == PipelineState.WAITING);
                assertThat(run.status().reason()).contains("the target has not ended");
                assertThat(run.status().lagMillis().orElse(0)).isGreaterThan(3_000);

                statement.execute("UNLOCK TABLES");
                ServerPair.await(run);
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> run.status().reason().equals("caught up"));
            }
            pair.requireEqual("slow");
        }
    }
}
