package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
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
}
