package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A source, a target, and a proxy between the pipeline and the target. */
final class Sites implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    final MysqlServer source;
    final MysqlServer target;
    final TcpProxy toTarget;

    Sites(ServerSpec sourceSpec, ServerSpec targetSpec) {
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(targetSpec.withServerId(2)))) {
            source = MysqlServer.start(sourceSpec.withServerId(1));
            target = other.get();
        }
        toTarget = TcpProxy.to("127.0.0.1", target.port());
    }

    @Override
    public void close() {
        toTarget.close();
        target.close();
        source.close();
    }

    void both(String... statements) throws SQLException {
        source.execute(statements);
        target.execute(statements);
    }

    static TableRoute whole(String database) {
        return table -> table.database().equals(database) ? Optional.of(table) : Optional.empty();
    }

    /** Starts a pipeline from now on. */
    PipelineRun run(String name, TableRoute route) {
        return run(name, route, PipelineOptions.defaults());
    }

    PipelineRun run(String name, TableRoute route, PipelineOptions options) {
        Pipeline pipeline =
                new Pipeline(
                        name,
                        endpoint("a", source.port()),
                        endpoint("b", toTarget.port()),
                        new StartPoint.Now(),
                        route,
                        options);
        return PipelineRunner.start("test", pipeline, InstantSource.system());
    }

    static void await(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    static Endpoint endpoint(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
    }

    /** What a comparison of all tables of a route gives. */
    record Result(List<OnlineComparison> tables, List<Finding> findings) {
        long undecided() {
            return tables.stream().mapToLong(OnlineComparison::undecided).sum();
        }

        long equalRows() {
            return tables.stream().mapToLong(OnlineComparison::equalRows).sum();
        }

        /** Kind and key of each finding, such as {@code CHANGED id=17}. */
        List<String> told() {
            return findings.stream()
                    .map(finding -> finding.kind() + " " + finding.difference().key())
                    .toList();
        }

        boolean equal() {
            return tables.stream().allMatch(OnlineComparison::equal);
        }
    }

    OnlineConfig config(String pipeline) {
        return OnlineConfig.of("test/" + pipeline);
    }

    Result compare(OnlineConfig config, TableRoute route) throws InterruptedException {
        return compare(config, route, new OnlineProgress());
    }

    Result compare(OnlineConfig config, TableRoute route, OnlineProgress progress)
            throws InterruptedException {
        return compare(config, route, progress, new ArrayList<>(), SweepMemory.NONE);
    }

    /** Adds what is told to a list, also when it is broken off. */
    Result compare(OnlineConfig config, TableRoute route, List<String> told, SweepMemory memory)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            return compare(config, route, new OnlineProgress(), findings, memory);
        } finally {
            told.addAll(new Result(List.of(), findings).told());
        }
    }

    private Result compare(
            OnlineConfig config,
            TableRoute route,
            OnlineProgress progress,
            List<Finding> findings,
            SweepMemory memory)
            throws InterruptedException {
        Endpoint from = endpoint("a", source.port());
        Endpoint to = endpoint("b", target.port());
        CountDownLatch never = new CountDownLatch(1);
        OnlineVerifier verifier =
                new OnlineVerifier(
                        from,
                        to,
                        config,
                        100,
                        most -> never.await(most.toNanos(), TimeUnit.NANOSECONDS));
        List<OnlineComparison> tables = new ArrayList<>();
        for (TablePair pair : new TableVerifier(from, to, 0, () -> false).pairs(route)) {
            tables.add(verifier.compare(pair, progress, findings::add, memory));
        }
        return new Result(tables, findings);
    }
}
