package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.system.arrangement.LocalPipeline;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.shop.Shop;
import dev.otter.testkit.workload.shop.ShopConfig;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shop on a target that checks foreign keys, eight appliers: no row is refused, hardly a
 * transaction is tried again, and readers of the target see nothing but whole transactions.
 *
 * <p>{@code otter.shop.rows} (20,000) is how many rows are written.
 */
class ShopIT {
    private static final Logger LOG = LoggerFactory.getLogger(ShopIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int APPLIERS = 8;

    /** Of a hundred target transactions. */
    private static final int RETRIES_MAX = 1;

    @Test
    void foreign_and_unique_keys_are_kept_in_parallel() throws Exception {
        ServerSpec spec = ServerSpec.mysql80();
        try (MysqlServer source = MysqlServer.start(spec.withServerId(31));
                MysqlServer target = MysqlServer.start(spec.withServerId(32))) {
            Shop shop = new Shop(new ShopConfig("shop", 5));
            try (Connection from = source.connect();
                    Connection to = target.connect()) {
                shop.createSchema(from);
                shop.createSchema(to);
            }
            PipelineStatus status;
            int looks;
            try (PipelineRun run = start(source, target)) {
                looks = trade(shop, source, target);
                assertThat(run.await(run.sourceEnd(), PATIENCE)).as("%s", run.status()).isTrue();
                status = run.status();
            }
            LOG.warn(
                    "shop: {} rows of {} transactions in {} target transactions, {} retries,"
                            + " {} looks at the sums",
                    status.rowsApplied(),
                    status.transactionsApplied(),
                    status.groupsApplied(),
                    status.retries(),
                    looks);
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases("shop");
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
            assertThat(status.triedAlone()).as("dependencies that were missed").isZero();
            assertThat(status.retries())
                    .as("retries of %d target transactions", status.groupsApplied())
                    .isLessThanOrEqualTo(10 + status.groupsApplied() * RETRIES_MAX / 100);
        }
    }

    private static PipelineRun start(MysqlServer source, MysqlServer target) {
        PipelineOptions options = new PipelineOptions(APPLIERS, ApplyMode.STRICT, ErrorPolicy.STOP);
        return PipelineRunner.start(
                "shop", LocalPipeline.of(source, target, "shop", options), InstantSource.system());
    }

    /** Writes on the source while the target's sums are looked at; gives how many looks. */
    private static int trade(Shop shop, MysqlServer source, MysqlServer target) throws Exception {
        long rows = Long.getLong("otter.shop.rows", 20_000);
        try (Connection from = source.connect()) {
            shop.seed(from, 2_000);
        }
        int[] looks = {0};
        try (WorkloadRun load =
                        shop.start(
                                source::connect, RunConfig.of("shop", 4, RunLimit.untilStopped()));
                Connection reader = target.connect()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        looks[0]++;
                        assertThat(shop.checkInvariants(reader)).isEmpty();
                        return load.stats().rows() >= rows;
                    });
            load.stop();
            LOG.warn("shop: {}", load.await(PATIENCE));
        }
        return looks[0];
    }
}
