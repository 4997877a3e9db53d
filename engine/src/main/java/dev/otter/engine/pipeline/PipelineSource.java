package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.failover.ReadSource;
import dev.otter.engine.failover.SourceCare;
import dev.otter.engine.failover.SourceLedger;
import dev.otter.engine.failover.SourceSeat;
import dev.otter.engine.failover.SourceWatch;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The source of one running pipeline: the server in use and the threads that look after it. Any
 * thread, but {@link #open} only the pipeline's.
 */
final class PipelineSource implements SourceWatch.Listener, AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final String name;
    private final Pipeline pipeline;
    private final PipelineRunner runner;
    private final SourceSeat seat;
    private final SourceCare care;
    private final StopSignal stop = new StopSignal();

    /**
     * Asks the target which server was read last, when there are standbys.
     *
     * @throws dev.otter.model.error.OtterException when the target cannot be reached then
     */
    PipelineSource(String name, Pipeline pipeline, PipelineRunner runner) {
        this.name = name;
        this.pipeline = pipeline;
        this.runner = runner;
        this.seat = new SourceSeat(name, pipeline.from(), known(), Endpoints::wire);
        this.care = new SourceCare(name, LOOK, this::server, runner::durable, stop);
    }

    private Optional<ReadSource> known() {
        if (pipeline.from().failover().isEmpty()) {
            return Optional.empty();
        }
        if (pipeline.to().type() == Endpoint.Type.POSTGRESQL) {
            PostgresSide.requireNoStandbys(name, pipeline);
        }
        if (pipeline.to().type() == Endpoint.Type.ORACLE) {
            OracleSide.requireNoStandbys(name, pipeline);
        }
        if (pipeline.to().type() == Endpoint.Type.KAFKA) {
            KafkaSide.requireNoStandbys(name, pipeline);
        }
        try (MysqlConnection target = Endpoints.connect(pipeline.to())) {
            return new SourceLedger(name).read(target);
        } catch (WireException e) {
            throw Endpoints.unreachable(pipeline.to(), e);
        }
    }

    private MysqlEndpoint server() {
        return Endpoints.wire(seat.active());
    }

    /** Whether another server takes over by itself when the one in use dies. */
    boolean hasStandbys() {
        return pipeline.from().failover().flatMap(Failover::heartbeat).isPresent();
    }

    /** Starts the threads that look after the server in use; they end with {@link #close}. */
    void watch() {
        Thread.ofVirtual().name(name + "-source-care").start(care);
        pipeline.from()
                .failover()
                .flatMap(Failover::heartbeat)
                .ifPresent(heartbeat ->
                        Thread.ofVirtual()
                                .name(name + "-source-watch")
                                .start(new SourceWatch(name, heartbeat, this::server, this, stop)));
    }

    @Override
    public void died(String address, String why) {
        seat.dead(address, true);
        runner.leave(why);
    }

    @Override
    public void revived(String address) {
        seat.dead(address, false);
    }

    /** Opens at the server to be read now; see {@link SourceSeat#open}. */
    PipelineSession open(SourceSeat.Opening<PipelineSession> opening) {
        return seat.open(opening);
    }

    /** The next opening is to be at this server. */
    void ask(String address, Optional<LogPosition> position) {
        seat.ask(address, position);
    }

    /** Whether the server in use is to be left. */
    boolean restless() {
        return seat.restless();
    }

    Endpoint active() {
        return seat.active();
    }

    List<String> notices() {
        List<String> notices = new ArrayList<>(seat.notices());
        notices.addAll(care.notices());
        return notices;
    }

    /** What a pipeline is doing, with what must not be overlooked. */
    String noted(String activity) {
        String danger = care.purgeNotice();
        return danger.isEmpty() ? activity : activity + "; " + danger;
    }

    @Override
    public void close() {
        stop.raise();
    }
}
