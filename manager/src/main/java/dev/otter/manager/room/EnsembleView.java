package dev.otter.manager.room;

import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.ensemble.EnsembleHealth;
import dev.otter.cluster.ensemble.ServerHealth;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.live.Ensemble;
import java.time.Duration;
import java.util.Optional;

/** How ZooKeeper's servers are. For any thread; asks them, two seconds at most. */
final class EnsembleView {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final EnsembleHealth health;
    private final boolean embedded;
    private final KeeperLink link;

    EnsembleView(ServerList servers, boolean embedded, KeeperLink link) {
        this.health = new EnsembleHealth(servers, LIMIT);
        this.embedded = embedded;
        this.link = link;
    }

    Ensemble ask() {
        KeeperLink.Standing standing = link.standing();
        return new Ensemble(
                embedded,
                standing.connected(),
                standing.reason(),
                PipelineViews.millis(standing.since()),
                health.ask().stream().map(EnsembleView::server).toList());
    }

    private static Ensemble.Server server(ServerHealth health) {
        String address = health.server().toString();
        return switch (health) {
            case ServerHealth.Serving serving ->
                    new Ensemble.Server(
                            address,
                            true,
                            Optional.of(serving.mode()),
                            Optional.of(serving.version()),
                            Optional.of(serving.connections()),
                            Optional.of(serving.latency().average()),
                            Optional.of(serving.outstanding()),
                            Optional.of(serving.znodes()),
                            "");
            case ServerHealth.NotServing _ ->
                    silent(address, true, "it takes no requests, for it has no quorum");
            case ServerHealth.Silent(var _, String reason) -> silent(address, false, reason);
        };
    }

    private static Ensemble.Server silent(String address, boolean reachable, String problem) {
        return new Ensemble.Server(
                address,
                reachable,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                problem);
    }
}
