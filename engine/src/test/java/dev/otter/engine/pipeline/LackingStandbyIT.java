package dev.otter.engine.pipeline;

import static org.awaitility.Awaitility.await;

import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A standby that has all that lies before the mark, and not all that was applied behind it. */
class LackingStandbyIT {

    /** One transaction waits for a lock on the target while a later one becomes durable. */
    @Test
    void a_standby_that_lacks_what_was_applied_out_of_order_is_waited_for() throws Exception {
        try (MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(2));
                Standbys all = new Standbys(ServerSpec.mysql80().withGtid(true), target)) {
            applyOutOfOrder(all);
            all.source.kill();
            try (PipelineRun run = all.run()) {
                await().atMost(Standbys.PATIENCE)
                        .until(() ->
                                run.status().state() == PipelineState.WAITING
                                        && run.status().reason().contains("OTR-2102"));

                all.standby.execute("START SLAVE SQL_THREAD");
                Standbys.awaitStandbyInUse(run);
                all.promote();
                all.standby.execute("INSERT INTO shop.entry (text) VALUES ('after')");
                Standbys.awaitEnd(run);
            }
            all.requireTargetEqualsStandby();
        }
    }

    private static void applyOutOfOrder(Standbys all) throws Exception {
        try (Connection blocker = all.target.connect();
                Statement lock = blocker.createStatement();
                PipelineRun run = all.run()) {
            all.source.execute("INSERT INTO shop.entry (text) VALUES ('both have it')");
            Standbys.awaitEnd(run);
            all.awaitStandby();
            all.standby.execute("STOP SLAVE SQL_THREAD");
            blocker.setAutoCommit(false);
            lock.execute("SELECT * FROM shop.account WHERE id=1 FOR UPDATE");
            all.source.execute("UPDATE shop.account SET v=v+1 WHERE id=1");
            await().atMost(Standbys.PATIENCE).until(() -> StandbyIT.waitsForLock(all));
            all.source.execute("INSERT INTO shop.bare VALUES (7)");
            await().atMost(Standbys.PATIENCE)
                    .until(() ->
                            Standbys.first(all.target, "SELECT COUNT(*) FROM shop.bare")
                                    .equals("1"));
            all.awaitReceived();
            run.abandon();
        }
    }
}
