package dev.otter.node.operation;

import dev.otter.binlog.wire.WireException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import dev.otter.transport.control.message.OperationReport.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation on a daemon thread of its own, {@code operation-ID}. Thread-safe. */
final class RunningOperation {
    private static final Logger LOG = LoggerFactory.getLogger(RunningOperation.class);

    private final OperationOrder order;
    private final Site site;
    private final OperationDoor door;
    private final OperationOutlet outlet;
    private final Halt halt = new Halt();
    private final Thread thread;
    private volatile Supplier<Progress> progress = () -> Progress.NONE;
    private volatile Optional<OperationReport> end = Optional.empty();

    RunningOperation(OperationOrder order, Site site, OperationDoor door, OperationOutlet outlet) {
        this.order = order;
        this.site = site;
        this.door = door;
        this.outlet = outlet;
        this.thread =
                Thread.ofPlatform().name("operation-" + order.id()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    OperationOrder order() {
        return order;
    }

    boolean over() {
        return end.isPresent();
    }

    void cancel() {
        halt.raise();
    }

    /** Waits until it is over, at most so long. */
    void await(Duration most) throws InterruptedException {
        thread.join(most);
    }

    /** How it is going. */
    OperationReport report() {
        return end.orElseGet(() ->
                new OperationReport(
                        order.id(),
                        State.RUNNING,
                        progress.get(),
                        "",
                        Optional.empty(),
                        Findings.NONE));
    }

    private void run() {
        outlet.operation(report());
        LOG.info("{}: operation {} begins: {}", site.name(), order.id(), order.what().kind());
        OperationReport last = attempt();
        end = Optional.of(last);
        LOG.info(
                "{}: operation {} is over, {}: {}",
                site.name(),
                order.id(),
                last.state(),
                last.fault().map(Fault::text).orElse(last.summary()));
        outlet.operation(last);
    }

    private OperationReport attempt() {
        try {
            Outcome outcome = door.run(order.what(), site, halt, shown -> progress = shown);
            return over(State.DONE, outcome.summary(), Optional.empty(), outcome.findings())
                    .with(outcome.document());
        } catch (CancellationException e) {
            return over(State.CANCELLED, e.getMessage(), Optional.empty(), Findings.NONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return over(State.CANCELLED, "interrupted", Optional.empty(), Findings.NONE);
        } catch (OtterException e) {
            return failed(Fault.of(e));
        } catch (WireException e) {
            return failed(
                    Fault.of(
                            new OtterException(
                                    ErrorCode.ENDPOINT_UNREACHABLE,
                                    "a database did not do what it was asked: " + e.getMessage(),
                                    site.place(),
                                    "See what the server says, and ask again.",
                                    e)));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{}: operation {} ended by Otter's own error", site.name(), order.id(), e);
            return failed(
                    Fault.of(
                            new OtterException(
                                    ErrorCode.INTERNAL,
                                    e.toString(),
                                    site.place(),
                                    "Report the stack trace in the node's log.",
                                    e)));
        }
    }

    private OperationReport failed(Fault fault) {
        return over(State.FAILED, "", Optional.of(fault), Findings.NONE);
    }

    private OperationReport over(
            State state, String summary, Optional<Fault> fault, Findings findings) {
        Progress last = progress.get();
        return new OperationReport(
                order.id(),
                state,
                new Progress(
                        "",
                        last.rowsDone(),
                        last.rowsTotal(),
                        last.rowsPerSecond(),
                        java.util.OptionalLong.empty()),
                summary == null ? "" : summary,
                fault,
                findings);
    }
}
