package dev.otter.manager.room;

import dev.otter.cluster.election.LeaderRecord;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.keeper.Linked;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.manager.plan.Plans;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves the leadership of pipelines, by asking leaders to give up. For any thread. */
final class Leaderships {
    private final KeeperLink link;

    Leaderships(KeeperLink link) {
        this.link = link;
    }

    /** Asks all leaders of the pipeline; the wish is in ZooKeeper when this returns. */
    void handOver(Plans plans, PlannedPlace place, Optional<String> wanted, String by) {
        Linked linked = link.require();
        int next = wanted.map(name -> successor(plans, place, linked, name)).orElse(0);
        List<LeaderRole> led = new ArrayList<>();
        boolean moves = false;
        for (LeaderRole role : LeaderRole.values()) {
            Optional<LeaderRecord> leader = linked.leaders().leader(place.number(), role);
            if (leader.isPresent()) {
                led.add(role);
                moves |= leader.get().nid() != next;
            }
        }
        if (led.isEmpty()) {
            throw refused(place, "no node runs it", "Start its channel and one of its nodes.");
        }
        if (!moves) {
            throw refused(
                    place,
                    "node '" + wanted.orElseThrow() + "' runs it already",
                    "Name another node, or none.");
        }
        if (next == 0 && place.candidates().size() < 2) {
            throw refused(
                    place,
                    "no other node may run it",
                    "Name another node in nodes.load of the pipeline first.");
        }
        led.forEach(role -> linked.leaders().askToGiveUp(place.number(), role, next, by));
    }

    private static int successor(Plans plans, PlannedPlace place, Linked linked, String name) {
        long nid =
                plans.nodes().entrySet().stream()
                        .filter(node -> node.getValue().name().equalsIgnoreCase(name))
                        .map(Map.Entry::getKey)
                        .findAny()
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.REFERENCE_MISSING,
                                        "there is no node '" + name + "'",
                                        "node",
                                        "Correct the name."));
        int next = Math.toIntExact(nid);
        if (!place.candidates().contains(next)) {
            throw refused(
                    place,
                    "node '" + name + "' may not run it",
                    "Name it in nodes.load of the pipeline first.");
        }
        if (!linked.live().view().members().containsKey(next)) {
            throw refused(place, "node '" + name + "' is not there", "Start it first.");
        }
        return next;
    }

    private static OtterException refused(PlannedPlace place, String what, String remedy) {
        return new OtterException(
                ErrorCode.STATE_FORBIDS, what, "pipeline '" + place.title() + "'", remedy);
    }
}
