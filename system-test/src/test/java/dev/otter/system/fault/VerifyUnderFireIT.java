package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.OnlineComparison;
import dev.otter.engine.verify.online.OnlineConfig;
import dev.otter.engine.verify.online.OnlineProgress;
import dev.otter.engine.verify.online.OnlineVerifier;
import dev.otter.engine.verify.online.SweepMemory;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Hazard;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import dev.otter.testkit.workload.types.EveryType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comparisons while both sides are written and the target is some milliseconds behind: none tells a
 * difference that is not one; rows that are spoilt on the target are all told and nothing else, in
 * columns of every type; and {@code otter check --online --repair} makes them right.
 *
 * <p>{@code otter.verify.seconds} (20), or {@code otter.verify.minutes}, of comparing again and
 * again; {@code otter.verify.corruptions} (30); {@code otter.verify.seed} (3). The long form has 60
 * minutes and 1,000. The mutation {@code verify-columns} makes it red; those of {@code online-*}
 * are meant for {@code OnlineVerifierIT}, whose rows are hotter.
 */
class VerifyUnderFireIT {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyUnderFireIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration BEHIND = Duration.ofMillis(2);
    private static final Pattern REPAIRED = Pattern.compile("repaired ([\\d,]+) rows?");

    /** Values of a megabyte are not made many times. */
    private static final String BIG_VALUES = "big_values";

    private static final RunConfig TORTURE =
            RunConfig.of("torture", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(100));
    private static final RunConfig BESIDE =
            RunConfig.of("torture", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(40));
    private static final RunConfig HOT =
            RunConfig.of("hot", 2, RunLimit.untilStopped()).withPace(Pace.perSecond(15));

    @TempDir private Path folder;

    @Test
    void no_difference_is_told_while_everything_is_written() throws Exception {
        long minutes = Long.getLong("otter.verify.minutes", 0);
        long seconds = minutes > 0 ? 60 * minutes : Long.getLong("otter.verify.seconds", 20);
        try (Site site = new Site(folder, "torture")) {
            Torture torture = site.torture();
            site.sync.catchUp(PATIENCE);
            try (Connection connection = site.source.connect()) {
                torture.seed(connection);
            }
            site.toTarget.delay(BEHIND);
            Process process = site.sync.start();
            long passes = 0;
            Tally tally;
            try (WorkloadRun load = torture.start(site.source::connect, TORTURE)) {
                long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
                do {
                    tally = site.compare();
                    assertThat(tally.told()).as("comparison %d", passes).isEmpty();
                    assertThat(tally.equal()).isPositive();
                    assertThat(process.isAlive()).as("%s", site.sync.log()).isTrue();
                    passes++;
                } while (System.nanoTime() < end);
                load.stop();
                load.await(PATIENCE);
            }
            site.sync.end(process);
            site.sync.catchUp(PATIENCE);
            site.requireEqual(CompareOptions.strict());
            LOG.warn(
                    "{} comparisons in {} s told nothing; the last one: {} rows equal, {}"
                            + " undecided",
                    passes,
                    seconds,
                    tally.equal(),
                    tally.undecided());
        }
    }

    @Test
    void what_is_spoilt_is_found_and_nothing_else_and_repaired() throws Exception {
        int count = Integer.getInteger("otter.verify.corruptions", 30);
        try (Site site = new Site(folder, "torture", "types")) {
            Torture torture = site.torture(Hazard.BIG_TRANSACTIONS, Hazard.TRUNCATES);
            List<TypeTable> tables = site.types(count);
            try (Connection connection = site.source.connect()) {
                torture.seed(connection);
            }
            Process process = site.sync.start();
            try (WorkloadRun load = torture.start(site.source::connect, BESIDE);
                    WorkloadRun hot = site.hot(tables);
                    Connection target = site.target.connect()) {
                Corruptions spoilt =
                        new Corruptions(
                                target, tables, new Random(Long.getLong("otter.verify.seed", 3)));
                spoilt.inflict(count);

                assertThat(site.compare().told())
                        .containsExactlyInAnyOrderElementsOf(spoilt.told());

                SyncProcess.Answer repair =
                        site.direct.check(PATIENCE, "--online", "--repair", "--show", "2");
                Matcher repaired = REPAIRED.matcher(repair.text());
                assertThat(repaired.find()).as("%s", repair).isTrue();
                assertThat(repaired.group(1).replace(",", ""))
                        .as("%s", repair)
                        .isEqualTo(Integer.toString(count));
                // Hot rows may be undecided.
                assertThat(repair.exitCode()).as("%s", repair).isIn(0, 2);
                assertThat(site.compare().told()).isEmpty();
                for (WorkloadRun run : List.of(load, hot)) {
                    run.stop();
                    run.await(PATIENCE);
                }
                LOG.warn(
                        "{} rows spoilt, in {} columns: all found and repaired",
                        count,
                        spoilt.columns());
            }
            assertThat(process.isAlive()).as("%s", site.sync.log()).isTrue();
            site.sync.end(process);
            site.sync.catchUp(PATIENCE);
            site.requireEqual(CompareOptions.strict());
        }
    }

    /**
     * What a comparison of all tables gave.
     *
     * @param told differences, as {@link Corruptions#told(Finding.Kind, String, String)} writes
     *     them
     */
    private record Tally(long equal, long undecided, List<String> told) {}

    /** A source, a target that is some milliseconds away, and the pipeline between them. */
    private static final class Site implements AutoCloseable {
        private static final String PIPELINE = "fire/a-to-b";

        private final MysqlServer source;
        private final MysqlServer target;
        private final TcpProxy toTarget;
        private final List<String> databases;
        private final SyncProcess sync;
        private final SyncProcess direct;

        Site(Path folder, String... databases) throws Exception {
            this.databases = List.of(databases);
            source = MysqlServer.start(ServerSpec.mysql80().withServerId(51));
            target = MysqlServer.start(ServerSpec.mysql80().withServerId(52));
            toTarget = TcpProxy.to(target.host(), target.port());
            sync = new SyncProcess(folder, "sync", yaml(toTarget.port()));
            direct = new SyncProcess(folder, "direct", yaml(target.port()));
        }

        private String yaml(int targetPort) {
            StringBuilder tables = new StringBuilder();
            databases.forEach(
                    name -> tables.append(tables.isEmpty() ? "" : ", ").append(name + ".*"));
            return """
            endpoints:
              a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
              b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
            channels:
              - name: fire
                pipelines:
                  - {name: a-to-b, from: a, to: b, start: now, tables: [%s]}
            """
                    .formatted(source.port(), targetPort, tables);
        }

        /**
         * @param without what would only make the target fall behind
         */
        Torture torture(Hazard... without) throws SQLException {
            try (Connection from = source.connect();
                    Connection to = target.connect()) {
                ServerFeatures features = ServerFeatures.of(from).and(ServerFeatures.of(to));
                Torture torture =
                        new Torture(TortureSpec.of("torture", 9, features).without(without));
                torture.createTables(from);
                torture.createTables(to);
                return torture;
            }
        }

        /** Tables of all types with at least so many rows on both sides. */
        List<TypeTable> types(int atLeast) throws Exception {
            List<TypeTable> tables;
            try (Connection from = source.connect();
                    Connection to = target.connect()) {
                EveryType types =
                        new EveryType("types", ServerFeatures.of(from).and(ServerFeatures.of(to)));
                types.createTables(from);
                types.createTables(to);
                sync.catchUp(PATIENCE);
                types.edgeRows(from);
                tables = TypeTable.of(from, "types");
                multiply(from, tables, 4L * atLeast);
            }
            sync.catchUp(PATIENCE);
            toTarget.delay(BEHIND);
            return tables;
        }

        private static void multiply(Connection from, List<TypeTable> tables, long atLeast)
                throws SQLException {
            try (var statement = from.createStatement()) {
                statement.execute("SET SESSION sql_mode='', time_zone='+00:00'");
                long rows = 0;
                for (int further = 1_000;
                        rows < atLeast && further < TypeTable.HOT / 2;
                        further *= 2) {
                    rows = 0;
                    for (TypeTable table : tables) {
                        if (!table.name().equals(BIG_VALUES)) {
                            statement.execute(table.copyAll(further));
                        }
                        rows += table.resting(from).size();
                    }
                }
            }
        }

        WorkloadRun hot(List<TypeTable> tables) throws SQLException {
            List<TypeTable> written =
                    tables.stream().filter(table -> !table.name().equals(BIG_VALUES)).toList();
            List<List<Integer>> resting = new ArrayList<>();
            try (Connection from = source.connect()) {
                for (TypeTable table : written) {
                    resting.add(table.resting(from));
                }
            }
            return WorkloadRun.start(
                    source::connect, HOT, index -> new HotCopies(written, resting, index));
        }

        /** Compares all tables once, by the verifier that the command uses. */
        Tally compare() throws InterruptedException {
            Endpoint from = endpoint("a", source);
            Endpoint to = endpoint("b", target);
            CountDownLatch never = new CountDownLatch(1);
            OnlineVerifier verifier =
                    new OnlineVerifier(
                            from,
                            to,
                            OnlineConfig.of(PIPELINE),
                            10,
                            most -> never.await(most.toNanos(), TimeUnit.NANOSECONDS));
            List<String> told = new ArrayList<>();
            long equal = 0;
            long undecided = 0;
            for (TablePair pair :
                    new TableVerifier(from, to, 0, () -> false)
                            .pairs(table ->
                                    databases.contains(table.database())
                                            ? Optional.of(table)
                                            : Optional.empty())) {
                OnlineComparison comparison =
                        verifier.compare(
                                pair,
                                new OnlineProgress(),
                                finding -> told.add(told(finding)),
                                SweepMemory.NONE);
                equal += comparison.equalRows();
                undecided += comparison.undecided();
            }
            return new Tally(equal, undecided, told);
        }

        private static String told(Finding finding) {
            return Corruptions.told(
                    finding.kind(), finding.target().table(), finding.key().getFirst().literal());
        }

        private static Endpoint endpoint(String name, MysqlServer server) {
            return new Endpoint(
                    name,
                    Endpoint.Type.MYSQL,
                    server.host(),
                    server.port(),
                    "root",
                    "",
                    TlsMode.DISABLED);
        }

        /** By the command and by the kit's comparer, at rest. */
        void requireEqual(CompareOptions options) throws Exception {
            SyncProcess.Answer check = direct.check(PATIENCE);
            assertThat(check.exitCode()).as("%s", check).isZero();
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, options)
                            .compareDatabases(databases.toArray(String[]::new));
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
            assertThat(comparison.leftRows()).isPositive();
        }

        @Override
        public void close() {
            sync.killAll();
            toTarget.close();
            target.close();
            source.close();
        }
    }
}
