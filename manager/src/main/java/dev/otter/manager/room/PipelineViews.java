package dev.otter.manager.room;

import dev.otter.cluster.runstate.ChannelState;
import dev.otter.manager.control.RunControl;
import dev.otter.manager.fleet.PipelineNumbers;
import dev.otter.manager.fleet.Reports;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.live.LivePipeline;
import dev.otter.manager.live.RunState;
import dev.otter.manager.live.Trouble;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.manager.plan.Plans;
import dev.otter.transport.control.message.PipelineStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How pipelines are, from what nodes report and what is wanted of their channels. */
final class PipelineViews {
    static final String STOPPED = "stopped";
    static final String STANDBY = "standby";
    static final String UNREPORTED = "unreported";

    private final Reports reports;
    private final KeeperLink link;
    private final RunControl control;

    PipelineViews(Reports reports, KeeperLink link, RunControl control) {
        this.reports = reports;
        this.link = link;
        this.control = control;
    }

    /** What one node tells of one pipeline. */
    private record Told(long node, Instant at, PipelineStatus status) {

        /** Who runs a pipeline comes before who stands by; the newer leader before the older. */
        static final Comparator<Told> BEST =
                Comparator.<Told>comparingInt(told -> told.idle() ? 0 : 1)
                        .thenComparingLong(told -> told.status().epoch())
                        .thenComparingInt(told -> told.status().state().equals(STANDBY) ? 1 : 0)
                        .thenComparing(Told::at);

        boolean idle() {
            return idleWord(status.state());
        }
    }

    static boolean idleWord(String state) {
        return state.equals(STOPPED) || state.equals(STANDBY);
    }

    /** All configured pipelines. */
    List<LivePipeline> all(Plans plans) {
        Map<Long, Told> told = told();
        List<LivePipeline> views = new ArrayList<>();
        for (PlannedPlace place : plans.pipelines()) {
            Optional<RunState> run = control.known(place.channel());
            Told best = told.get(place.number());
            views.add(
                    best == null
                            ? untold(place, run, plans)
                            : reported(place, run, best, plans.nodeName(best.node())));
        }
        return views;
    }

    /** The best that is told of each pipeline, by the pipeline's number. */
    private Map<Long, Told> told() {
        Map<Long, Told> best = new HashMap<>();
        reports.all()
                .forEach((node, seen) ->
                        seen.status()
                                .ifPresent(report -> {
                                    for (PipelineStatus status : report.status().pipelines()) {
                                        OptionalLong number =
                                                PipelineNumbers.parse(status.pipeline());
                                        if (number.isPresent()) {
                                            best.merge(
                                                    number.getAsLong(),
                                                    new Told(node, report.at(), status),
                                                    (a, b) -> Told.BEST.compare(a, b) >= 0 ? a : b);
                                        }
                                    }
                                }));
        return best;
    }

    private LivePipeline untold(PlannedPlace place, Optional<RunState> run, Plans plans) {
        Optional<ChannelState> wanted =
                link.known().flatMap(linked -> linked.board().view().of(place.channel()));
        boolean still = run.isPresent() && run.get() != RunState.RUNNING;
        String reason =
                still
                        ? wanted.map(ChannelState::reason).orElse("")
                        : run.isEmpty()
                                ? "what the channel is to do is not known: "
                                        + link.standing().reason()
                                : nobody(place, plans);
        return view(
                place,
                run,
                still ? STOPPED : UNREPORTED,
                reason,
                wanted.map(ChannelState::since).filter(since -> since.isAfter(Instant.EPOCH)),
                Optional.empty(),
                "");
    }

    private static String nobody(PlannedPlace place, Plans plans) {
        return place.obstacles().isEmpty()
                ? "none of the nodes that may run it is connected and tells of it: "
                        + place.candidates().stream()
                                .map(plans::nodeName)
                                .collect(Collectors.joining(", "))
                : String.join(" ", place.obstacles());
    }

    private static LivePipeline reported(
            PlannedPlace place, Optional<RunState> run, Told told, String node) {
        PipelineStatus status = told.status();
        return view(
                place,
                run,
                status.state(),
                status.reason(),
                Optional.of(status.since()),
                Optional.of(told),
                node);
    }

    private static LivePipeline view(
            PlannedPlace place,
            Optional<RunState> run,
            String state,
            String reason,
            Optional<Instant> since,
            Optional<Told> told,
            String node) {
        Optional<PipelineStatus> status = told.map(Told::status);
        Optional<PipelineStatus.Flow> flow = status.map(PipelineStatus::flow);
        Optional<PipelineStatus.Totals> totals = status.map(PipelineStatus::totals);
        return new LivePipeline(
                new LivePipeline.ChannelRef(place.channel(), place.channelName()),
                place.name(),
                place.number(),
                run,
                state,
                text(reason),
                since.map(PipelineViews::millis),
                told.map(it -> new LivePipeline.NodeRef(it.node(), node)),
                status.map(PipelineStatus::epoch).filter(epoch -> epoch > 0),
                told.map(Told::at).map(PipelineViews::millis),
                status.map(PipelineStatus::position).flatMap(PipelineViews::text),
                flow.flatMap(it ->
                        it.lagMillis().isPresent()
                                ? Optional.of(it.lagMillis().getAsLong())
                                : Optional.empty()),
                status.map(PipelineStatus::waitingStage).flatMap(PipelineViews::text),
                flow.map(PipelineStatus.Flow::rowsPerSecond),
                flow.map(PipelineStatus.Flow::transactionsPerSecond),
                flow.map(PipelineStatus.Flow::bytesPerSecond),
                flow.map(PipelineStatus.Flow::groupsPerSecond),
                flow.map(PipelineStatus.Flow::queueBytes),
                flow.map(PipelineStatus.Flow::queueLimitBytes).filter(limit -> limit > 0),
                totals.map(PipelineStatus.Totals::rows),
                totals.map(PipelineStatus.Totals::transactions),
                totals.map(PipelineStatus.Totals::retries),
                totals.map(PipelineStatus.Totals::quarantined),
                status.map(PipelineStatus::heldTables),
                status.flatMap(PipelineStatus::lastError).map(e -> Trouble.of(e.fault())),
                status.map(PipelineStatus::notices),
                status.map(PipelineStatus::triedAlone),
                status.flatMap(PipelineStatus::copy).map(PipelineViews::copy),
                status.flatMap(PipelineStatus::verify).map(PipelineViews::verify));
    }

    private static LivePipeline.VerifyProgress verify(PipelineStatus.Verify verify) {
        return new LivePipeline.VerifyProgress(
                verify.looked(),
                verify.waiting(),
                verify.leftOut(),
                verify.undecided(),
                verify.differences(),
                verify.healed(),
                verify.open(),
                text(verify.trouble()));
    }

    private static LivePipeline.CopyProgress copy(PipelineStatus.Copy copy) {
        return new LivePipeline.CopyProgress(
                copy.tablesDone(),
                copy.tables(),
                copy.rowsDone(),
                copy.rowsEstimated(),
                copy.rowsPerSecond(),
                copy.secondsLeft().isPresent()
                        ? Optional.of(copy.secondsLeft().getAsLong())
                        : Optional.empty());
    }

    static Optional<String> text(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
