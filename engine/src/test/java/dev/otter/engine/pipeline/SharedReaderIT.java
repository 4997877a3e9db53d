package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.relay.LogRelays;
import dev.otter.engine.relay.RelayFigures;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.LogSharing;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several pipelines of one process on one source, through everything that can happen to them. */
class SharedReaderIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PIPELINES = 3;

    @TempDir Path folder;
    private MysqlServer source;
    private MysqlServer target;
    private TcpProxy proxy;
    private final List<PipelineRun> started = new ArrayList<>();

    private PipelineRun run(int number, LogRelays relays, LogSharing share) {
        String database = "d" + number;
        Pipeline pipeline =
                new Pipeline(
                        "p" + number,
                        endpoint("a", proxy.port()).withShare(share),
                        endpoint("b", target.port()),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(database)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        new PipelineOptions(2, ApplyMode.STRICT, ErrorPolicy.STOP));
        PipelineRun run =
                PipelineRunner.start(
                        "test",
                        pipeline,
                        PipelineSizes.usual(),
                        InstantSource.system(),
                        Optional.empty(),
                        relays == null ? LogRelays.none() : relays);
        started.add(run);
        return run;
    }

    private static Endpoint endpoint(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
    }

    /** Until the condition holds. */
    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private long dumps() throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE command"
                                        + " LIKE 'Binlog Dump%'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static boolean shared(PipelineRun run) {
        return run.status().reading().by() == SourceReading.By.SHARED;
    }

    private void awaitShared(PipelineRun... runs) throws Exception {
        for (PipelineRun run : runs) {
            await("shared: " + run.status(), () -> shared(run));
        }
        await("one dump thread", () -> dumps() == 1);
    }

    /** Until the relay does not hold the place any more; it keeps to its bytes meanwhile. */
    private static void awaitRound(PipelineRun run, LogPosition place) throws Exception {
        await("the relay has gone round", () -> {
            RelayFigures now = run.status().reading().relay().orElseThrow();
            assertThat(now.bytes()).isLessThanOrEqualTo(now.limitBytes());
            return now.oldest().orElseThrow().compareTo(place) > 0;
        });
    }

    /** Writes all databases until told to end, whatever becomes of its connections. */
    private Thread writer(long seed, StopSignal end) {
        return Thread.ofPlatform().start(() -> {
            Random random = new Random(seed);
            while (!end.raised()) {
                try (Connection connection = source.connect();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    while (!end.raised()) {
                        for (int i = random.nextInt(4); i >= 0; i--) {
                            statement.execute(sql(random));
                        }
                        connection.commit();
                        LockSupport.parkNanos(random.nextInt(3_000_000));
                    }
                } catch (SQLException _) {
                    LockSupport.parkNanos(100_000_000);
                }
            }
        });
    }

    private static String sql(Random random) {
        String table = "d" + random.nextInt(PIPELINES) + ".t";
        int id = random.nextInt(400);
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE FROM " + table + " WHERE id = " + id;
            case 1 ->
                    "UPDATE %s SET v = REPEAT('u', %d) WHERE id = %d"
                            .formatted(table, random.nextInt(9_000), id);
            default ->
                    "REPLACE INTO %s VALUES (%d, REPEAT('%c', %d))"
                            .formatted(
                                    table, id, 'a' + random.nextInt(26), random.nextInt(3_000));
        };
    }

    private void start(Flavor flavor, boolean gtids) throws SQLException {
        ServerSpec spec = ServerSpec.of(flavor).withGtid(gtids);
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(spec.withServerId(2)))) {
            source =
                    MysqlServer.start(
                            spec.withServerId(1)
                                    .withDurable(true)
                                    .withOptions("--max_binlog_size=1048576"));
            target = other.get();
        }
        proxy = TcpProxy.to(source.host(), source.port());
        for (int i = 0; i < PIPELINES; i++) {
            for (MysqlServer server : new MysqlServer[] {source, target}) {
                server.execute(
                        "CREATE DATABASE d" + i,
                        "CREATE TABLE d%d.t (id INT PRIMARY KEY, v MEDIUMTEXT)".formatted(i));
            }
        }
    }

    private void stop() {
        started.forEach(PipelineRun::close);
        proxy.close();
        target.close();
        source.close();
    }

    private void requireEqual(PipelineRun... runs) throws Exception {
        for (PipelineRun run : runs) {
            boolean reached = run.await(run.sourceEnd(), PATIENCE);
            assertThat(reached).as("%s", run.status()).isTrue();
        }
        for (int i = 0; i < PIPELINES; i++) {
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases("d" + i);
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"MYSQL_8_0, true", "MYSQL_5_7, false"})
    void they_share_one_connection_and_end_equal(Flavor flavor, boolean gtids) throws Exception {
        start(flavor, gtids);
        Random random = new Random(36);
        StopSignal end = new StopSignal();
        Thread writing = null;
        try {
            LogRelays relays = new LogRelays(folder, 4L << 20);
            PipelineRun one = run(0, relays, LogSharing.AUTO);
            PipelineRun two = run(1, relays, LogSharing.AUTO);
            PipelineRun three = run(2, relays, LogSharing.AUTO);
            writing = writer(1, end);
            awaitShared(one, two, three);

            // Stopped for so long that the relay has dropped its place.
            three.close();
            RelayFigures then = one.status().reading().relay().orElseThrow();
            awaitRound(one, then.newest().orElseThrow());
            three = run(2, relays, LogSharing.AUTO);
            awaitShared(one, two, three);

            for (int i = 0; i < 12; i++) {
                proxy.cut();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
            }
            awaitShared(one, two, three);
            source.kill();
            source.restart();
            proxy.pointTo(source.host(), source.port());
            awaitShared(one, two, three);

            // All at once stopped and started again, in a new process as far as the relay knows.
            one.close();
            two.close();
            three.close();
            relays.close();
            relays = new LogRelays(folder, 4L << 20);
            one = run(0, relays, LogSharing.AUTO);
            two = run(1, relays, LogSharing.AUTO);
            three = run(2, relays, LogSharing.AUTO);
            awaitShared(one, two, three);
            end.raise();
            writing.join();
            requireEqual(one, two, three);
            assertThat(dumps()).isEqualTo(1);
            one.close();
            two.close();
            three.close();
            relays.close();
        } finally {
            end.raise();
            if (writing != null) {
                writing.join();
            }
            stop();
        }
    }

    @ParameterizedTest
    @CsvSource("MYSQL_8_0, true")
    void who_may_not_share_and_who_is_alone_reads_on_his_own(Flavor flavor, boolean gtids)
            throws Exception {
        start(flavor, gtids);
        try (LogRelays relays = new LogRelays(folder, 4L << 20);
                PipelineRun one = run(0, relays, LogSharing.AUTO);
                PipelineRun two = run(1, relays, LogSharing.NEVER);
                PipelineRun three = run(2, relays, LogSharing.NEVER)) {
            for (int i = 0; i < 20; i++) {
                source.execute("REPLACE INTO d%d.t VALUES (%d, 'x')".formatted(i % PIPELINES, i));
            }
            requireEqual(one, two, three);

            assertThat(dumps()).isEqualTo(PIPELINES);
            assertThat(one.status().reading())
                    .isEqualTo(new SourceReading(SourceReading.By.OWN, Optional.empty()));
        } finally {
            stop();
        }
    }

    /** Bytes that four pipelines had sent by the source for some log, and its processor time. */
    private record Cost(long bytes, long ticks) {}

    private Cost cost(int pipelines, LogRelays relays) throws Exception {
        PipelineRun[] runs = new PipelineRun[pipelines];
        try {
            for (int i = 0; i < pipelines; i++) {
                runs[i] = run(i, relays, LogSharing.AUTO);
            }
            source.execute("REPLACE INTO d0.t VALUES (1, 'x')");
            for (PipelineRun run : runs) {
                assertThat(run.await(run.sourceEnd(), PATIENCE)).isTrue();
            }
            if (pipelines > 0 && relays != null) {
                awaitShared(runs);
            }
            long bytes = proxy.bytesToClient();
            long ticks = ticks();
            for (int i = 0; i < 3_000; i++) {
                source.execute(
                        "REPLACE INTO d%d.t VALUES (%d, REPEAT('%c', 20000))"
                                .formatted(i % PIPELINES, i % 50, 'a' + i % 26));
            }
            for (PipelineRun run : runs) {
                assertThat(run.await(run.sourceEnd(), PATIENCE)).isTrue();
            }
            return new Cost(proxy.bytesToClient() - bytes, ticks() - ticks);
        } finally {
            for (PipelineRun run : runs) {
                if (run != null) {
                    run.close();
                }
            }
        }
    }

    /** Of a hundredth of a second that the source has used so far. */
    private long ticks() throws Exception {
        String stat = Files.readString(Path.of("/proc/" + source.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @ParameterizedTest
    @CsvSource({"MYSQL_8_0, true"})
    void the_source_sends_its_log_once(Flavor flavor, boolean gtids) throws Exception {
        start(flavor, gtids);
        try (LogRelays relays = new LogRelays(folder, 64L << 20)) {
            Cost none = cost(0, LogRelays.none());
            Cost own = cost(4, null);
            Cost shared = cost(4, relays);
            System.out.printf("none %s, own %s, shared %s%n", none, own, shared);

            assertThat(own.bytes()).isGreaterThan(4 * 3_000 * 20_000L);
            assertThat(shared.bytes()).isLessThan(3 * 3_000 * 20_000L / 2);
        } finally {
            stop();
        }
    }
}
