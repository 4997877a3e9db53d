package dev.otter.manager.operation;

import dev.otter.cluster.loop.WakeLoop;
import dev.otter.document.json.ConfigJson;
import dev.otter.document.trial.TrialAnswer;
import dev.otter.document.trial.TrialQuestion;
import dev.otter.manager.live.LivePipeline;
import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.live.OperationView;
import dev.otter.manager.live.Operations;
import dev.otter.manager.live.TrialRequest;
import dev.otter.manager.operation.KeptOperation.Stored;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes operations and shows them; a loop of its own gives them to nodes. Several managers may
 * share a store. For any thread.
 */
public final class OperationDesk implements Operations, AutoCloseable {
    /** An operation that has not begun by then is given up. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(OperationDesk.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final int MOST_OPEN = 20;

    private final ConfigJson json = new ConfigJson();
    private final OperationStore store;
    private final OperationReports reports;
    private final Means means;
    private final InstantSource clock;
    private final WakeLoop loop;

    /**
     * What it works with.
     *
     * @param places configured pipelines
     * @param leaders who leads them
     * @param line to the nodes
     */
    public record Means(Places places, Leader.Finder leaders, Leader.Line line) {}

    public OperationDesk(
            OperationStore store, OperationReports reports, Means means, InstantSource clock) {
        this.store = store;
        this.reports = reports;
        this.means = means;
        this.clock = clock;
        Dispatch dispatch = new Dispatch(store, reports, means.leaders(), means.line(), clock);
        this.loop =
                new WakeLoop(
                        "operations",
                        new WakeLoop.Step() {
                            @Override
                            public Duration run() {
                                dispatch.look();
                                return PACE;
                            }

                            @Override
                            public void troubled(String reason) {
                                LOG.debug("Operations wait: {}", reason);
                            }
                        });
    }

    /** Begins to give operations to nodes. */
    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    @Override
    public List<OperationView> of(long channel, String pipeline) {
        PlannedPlace place = means.places().require(channel, pipeline);
        return store.of(place.number()).stream().map(kept -> view(kept, place)).toList();
    }

    @Override
    public OperationView get(long id) {
        KeptOperation kept = store.find(id).orElseThrow(() -> missing(id));
        return view(kept, means.places().find(kept.pipeline()).orElseThrow(() -> missing(id)));
    }

    private static OtterException missing(long id) {
        return new OtterException(
                ErrorCode.NOT_FOUND,
                "there is no operation with the id " + id,
                "",
                "Look it up in the list; only the newest of a pipeline are kept.");
    }

    private OperationView view(KeptOperation kept, PlannedPlace place) {
        return new OperationView(
                kept.id(),
                new LivePipeline.ChannelRef(place.channel(), place.channelName()),
                place.name(),
                kept.request(),
                kept.askedBy(),
                kept.askedAt(),
                kept.deadline(),
                kept.stored().shown(),
                kept.cancelledBy(),
                kept.node()
                        .map(node -> new LivePipeline.NodeRef(node, means.places().nodeName(node))),
                kept.startedAt(),
                kept.heardAt(),
                kept.endedAt(),
                kept.progress(),
                kept.findings());
    }

    @Override
    public OperationView add(long channel, String pipeline, OperationRequest request, String by) {
        PlannedPlace place = means.places().require(channel, pipeline);
        requireFit(request);
        if (store.open(place.number()) >= MOST_OPEN) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    MOST_OPEN + " operations of this pipeline are not over",
                    "pipeline '" + place.title() + "'",
                    "Wait until some are, or cancel them.");
        }
        Leader leader = means.leaders().of(place.number());
        long id =
                store.add(
                        place.number(),
                        request,
                        by,
                        clock.instant(),
                        PATIENCE,
                        OperationProgress.waiting(
                                leader.node().isPresent() ? "its turn" : leader.reason()));
        loop.wake();
        return get(id);
    }

    private static void requireFit(OperationRequest request) {
        try {
            request.operation();
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    String.valueOf(e.getMessage()),
                    "",
                    "Correct the request.",
                    e);
        }
    }

    @Override
    public OperationView cancel(long id, String by) {
        KeptOperation kept = store.find(id).orElseThrow(() -> missing(id));
        Instant now = clock.instant();
        boolean ended =
                store.giveUp(
                        id,
                        Stored.QUEUED,
                        Stored.CANCELLED,
                        kept.progress().over("cancelled by " + by + " before it began"),
                        now);
        if (!ended) {
            store.unwanted(id, by);
            loop.wake();
        }
        return get(id);
    }

    @Override
    public Findings differences(long channel, String pipeline) {
        return asked(channel, pipeline, new Operation.Differences());
    }

    @Override
    public List<WaitingStatement> statements(long channel, String pipeline) {
        return asked(channel, pipeline, new Operation.Statements()).statements();
    }

    /** Asks the node that leads, and waits for its answer. */
    private Findings asked(long channel, String pipeline, Operation what) {
        PlannedPlace place = means.places().require(channel, pipeline);
        Leader leader = means.leaders().of(place.number());
        long node = leader.node().orElseThrow(() -> nobody(place, leader));
        return ask(place, node, what).findings();
    }

    @Override
    public TrialAnswer attempt(long channel, String pipeline, TrialRequest trial) {
        PlannedPlace place = means.places().require(channel, pipeline);
        try {
            String question =
                    json.write(
                            new TrialQuestion(
                                    place.channelName(),
                                    means.places().with(place, trial.mapping()),
                                    trial.mapping(),
                                    trial.meant(),
                                    trial.row()));
            return json.read(
                    ask(place, candidate(place), new Operation.TryRow(question))
                            .document()
                            .orElseThrow(OperationDesk::outdated),
                    TrialAnswer.class);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    String.valueOf(e.getMessage()),
                    "",
                    "Correct the request.",
                    e);
        }
    }

    private static OtterException outdated() {
        return new OtterException(
                ErrorCode.CONTROL_PROTOCOL,
                "the node's answer is empty",
                "",
                "Bring manager and node to the same version.");
    }

    /** The leader, else the first connected node that may run it: for what needs no leader. */
    private long candidate(PlannedPlace place) {
        Leader leader = means.leaders().of(place.number());
        return leader.node()
                .or(() ->
                        place.candidates().stream()
                                .map(Integer::longValue)
                                .filter(means.line()::connected)
                                .findFirst())
                .orElseThrow(() -> nobody(place, leader));
    }

    private static OtterException nobody(PlannedPlace place, Leader leader) {
        return new OtterException(
                ErrorCode.NODE_NOT_CONNECTED,
                "no node can be asked: " + leader.reason(),
                "pipeline '" + place.title() + "'",
                "Start a node that may run it, or look at its log why it does not connect.");
    }

    private OperationReport ask(PlannedPlace place, long node, Operation what) {
        OperationReports.Question question = reports.question();
        try {
            OperationOrder order = new OperationOrder(question.id(), place.number(), what);
            CompletableFuture<Answer> taken = means.line().send(node, new Command.Operate(order));
            var _ = taken.whenComplete((answer, error) -> refused(question, answer, error));
            OperationReport report = await(question.answer(), node);
            if (report.fault().isPresent()) {
                throw thrown(report.fault().get());
            }
            return report;
        } finally {
            reports.over(question);
        }
    }

    /** Nobody needs to wait for what the node has not taken. */
    private static void refused(
            OperationReports.Question question, Answer answer, Throwable error) {
        if (error != null) {
            question.answer().completeExceptionally(error);
        } else {
            answer.fault()
                    .ifPresent(fault -> question.answer().completeExceptionally(thrown(fault)));
        }
    }

    private static OperationReport await(CompletableFuture<OperationReport> answer, long node) {
        try {
            return answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(node, e);
        } catch (TimeoutException e) {
            throw late(node, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OtterException known) {
                throw known;
            }
            throw late(node, e);
        }
    }

    private static OtterException late(long node, Exception cause) {
        return new OtterException(
                ErrorCode.NODE_NOT_CONNECTED,
                "node " + node + " has not answered within " + ANSWER_LIMIT.toSeconds() + " s",
                "",
                "Look at the node's log, and whether its target answers.",
                cause);
    }

    /** What a node told, thrown here; a code of a newer node becomes one of our own. */
    private static OtterException thrown(Fault fault) {
        Optional<ErrorCode> code =
                Arrays.stream(ErrorCode.values())
                        .filter(each -> each.text().equals(fault.code()))
                        .findAny();
        return new OtterException(
                code.orElse(ErrorCode.NODE_NOT_CONNECTED),
                code.isPresent() ? fault.what() : fault.text(),
                fault.where(),
                fault.remedy());
    }
}
