package dev.otter.manager.room;

import dev.otter.document.plan.PlannedPipeline;
import dev.otter.manager.live.LivePipeline;
import dev.otter.manager.operation.CheckClock;
import dev.otter.manager.operation.Leader;
import dev.otter.manager.operation.OperationDesk;
import dev.otter.manager.operation.Places;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.plan.Plans;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.identity.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What operations need of the rest of the room. */
final class OperationParts {
    private OperationParts() {}

    static OperationDesk.Means means(
            Planner planner, PipelineViews pipelines, ControlServer server) {
        return new OperationDesk.Means(
                places(planner), number -> leader(planner, pipelines, number), line(server));
    }

    static CheckClock.Means checks(OperationDesk desk, Planner planner, PipelineViews pipelines) {
        return new CheckClock.Means(
                desk,
                number -> leader(planner, pipelines, number),
                () -> planner.current().pipelines());
    }

    private static Places places(Planner planner) {
        return new Places() {
            @Override
            public PlannedPlace require(long channel, String name) {
                return ControlRoom.place(planner.current(), channel, name);
            }

            @Override
            public Optional<PlannedPlace> find(long number) {
                return planner.current().pipeline(number);
            }

            @Override
            public PlannedPipeline with(PlannedPlace place, MappingConfig entry) {
                return planner.current().with(place, List.of(entry));
            }

            @Override
            public String nodeName(long node) {
                return planner.current().nodeName(node);
            }
        };
    }

    private static Leader leader(Planner planner, PipelineViews pipelines, long number) {
        Plans plans = planner.current();
        Optional<Long> node =
                pipelines.all(plans).stream()
                        .filter(view -> view.number() == number && view.epoch().isPresent())
                        .findAny()
                        .flatMap(LivePipeline::node)
                        .map(LivePipeline.NodeRef::nid);
        return new Leader(
                node,
                plans.pipeline(number)
                        .map(place -> nobody(place, plans))
                        .orElse("the pipeline is not configured any more"));
    }

    private static String nobody(PlannedPlace place, Plans plans) {
        return place.obstacles().isEmpty()
                ? "none of the nodes that may run it is connected and leads it: "
                        + place.candidates().stream()
                                .map(plans::nodeName)
                                .collect(Collectors.joining(", "))
                : String.join(" ", place.obstacles());
    }

    private static Leader.Line line(ControlServer server) {
        return new Leader.Line() {
            @Override
            public boolean connected(long node) {
                return server.connected(new NodeId(node)).isPresent();
            }

            @Override
            public CompletableFuture<Answer> send(long node, Command command) {
                return server.send(new NodeId(node), command);
            }
        };
    }
}
