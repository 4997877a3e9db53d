package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.proxy.StatementProxy;
import dev.otter.testkit.proxy.StatementProxy.Point;
import dev.otter.testkit.proxy.StatementProxy.Trap;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The connection breaks at each point of a target transaction; its rows arrive once. */
class LostAnswerIT {
    private static final String OPENING = "UPDATE `retl`.`retl_checkpoint` SET `epoch`=IF(";
    private static final int ROUNDS = 3;

    @Test
    void a_commit_without_its_answer_is_neither_repeated_nor_forgotten() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80());
                StatementProxy proxy = StatementProxy.to(pair.target.port(), OPENING)) {
            // Without a key nothing but the checkpoint keeps a row from being there twice.
            pair.both("CREATE DATABASE lost", "CREATE TABLE lost.bare (v INT)");
            PipelineOptions options = PipelineOptions.defaults();
            int value = 0;
            try (PipelineRun run = pair.run("lost", options, proxy.port())) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (Point point : Point.values()) {
                        Trap trap = proxy.arm(point, () -> {});
                        pair.source.execute("INSERT INTO lost.bare VALUES (" + ++value + ")");
                        assertThat(trap.await(Duration.ofSeconds(30))).as("%s", point).isTrue();
                        ServerPair.await(run);
                    }
                }
                assertThat(run.status().transactionsApplied()).isEqualTo(value);
            }
            pair.requireEqual("lost");
        }
    }
}
