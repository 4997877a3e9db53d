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
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two servers that are each the other's source, with a proxy in front of each as a target. What
 * pipelines write does not go round: their account's sessions keep it out of the log.
 */
final class TwoSites implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ACCOUNT = "carrier";

    final MysqlServer a;
    final MysqlServer b;
    final TcpProxy toA;
    final TcpProxy toB;

    TwoSites(ServerSpec spec) throws SQLException {
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(spec.withServerId(2)))) {
            a = MysqlServer.start(spec.withServerId(1));
            b = other.get();
        }
        toA = TcpProxy.to("127.0.0.1", a.port());
        toB = TcpProxy.to("127.0.0.1", b.port());
        // Accounts that may do everything pass over init_connect, so these two rights go.
        both(
                "CREATE USER '" + ACCOUNT + "'@'%' IDENTIFIED WITH mysql_native_password BY ''",
                "GRANT ALL ON *.* TO '" + ACCOUNT + "'@'%'",
                "REVOKE SUPER, CONNECTION_ADMIN ON *.* FROM '" + ACCOUNT + "'@'%'",
                "SET GLOBAL init_connect = 'SET SESSION sql_log_bin = 0'");
    }

    @Override
    public void close() {
        toA.close();
        toB.close();
        a.close();
        b.close();
    }

    void both(String... statements) throws SQLException {
        a.execute(statements);
        b.execute(statements);
    }

    /** Writes what no pipeline will ever see. */
    static void spoil(MysqlServer server, String... statements) throws SQLException {
        List<String> all = new ArrayList<>(List.of("SET SESSION sql_log_bin = 0"));
        all.addAll(List.of(statements));
        server.execute(all.toArray(String[]::new));
    }

    /** Carries a database from a to b, from now on. */
    PipelineRun out(String database) {
        return run(database + "-out", database, carrier("a", a.port()), carrier("b", toB.port()));
    }

    /** Carries it from b to a. */
    PipelineRun home(String database) {
        return run(database + "-home", database, carrier("b", b.port()), carrier("a", toA.port()));
    }

    private static PipelineRun run(String name, String database, Endpoint from, Endpoint to) {
        Pipeline pipeline =
                new Pipeline(
                        name,
                        from,
                        to,
                        new StartPoint.Now(),
                        Sites.whole(database),
                        PipelineOptions.defaults());
        return PipelineRunner.start("test", pipeline, InstantSource.system());
    }

    private static Endpoint carrier(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, ACCOUNT, "", TlsMode.DISABLED);
    }

    static void await(PipelineRun... runs) throws InterruptedException {
        for (PipelineRun run : runs) {
            boolean reached = run.await(run.sourceEnd(), PATIENCE);
            assertThat(reached).as("%s", run.status()).isTrue();
        }
    }

    /** Compares from a's side. */
    Comparing fromA(String database) {
        return new Comparing(
                database,
                Sites.endpoint("a", a.port()),
                Sites.endpoint("b", b.port()),
                OnlineConfig.of("test/" + database + "-out")
                        .withBack("test/" + database + "-home"));
    }

    /** Compares from b's side. */
    Comparing fromB(String database) {
        return new Comparing(
                database,
                Sites.endpoint("b", b.port()),
                Sites.endpoint("a", a.port()),
                OnlineConfig.of("test/" + database + "-home")
                        .withBack("test/" + database + "-out"));
    }

    /** A comparison to be made. */
    record Comparing(String database, Endpoint from, Endpoint to, OnlineConfig config) {

        Comparing with(OnlineConfig other) {
            return new Comparing(database, from, to, other);
        }

        Sites.Result compare() throws InterruptedException {
            OnlineVerifier verifier = new OnlineVerifier(from, to, config, 100, pause());
            verifier.requireCheckpoint();
            List<OnlineComparison> tables = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            for (TablePair pair :
                    new TableVerifier(from, to, 0, () -> false).pairs(Sites.whole(database))) {
                tables.add(
                        verifier.compare(
                                pair, new OnlineProgress(), findings::add, SweepMemory.NONE));
            }
            return new Sites.Result(tables, findings);
        }

        /** Sends what was found from here. */
        void repair(List<Finding> findings) throws InterruptedException {
            Repair repair = new Repair(from, to, config.pipeline(), PATIENCE, pause());
            repair.requireRunning();
            repair.send(findings);
        }

        private static Pause pause() {
            CountDownLatch never = new CountDownLatch(1);
            return most -> never.await(most.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
