package dev.otter.bench.replay;

import dev.otter.model.position.LogPosition;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.oltp.Oltp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two real servers of one version: a source with a log to replay, and a target that every contender
 * gets in the same state. The target is fully durable: each commit is on the disk before it is
 * answered. For one thread.
 */
public final class Arena implements AutoCloseable {
    private static final int WRITERS = 4;

    private final MysqlServer source;
    private final MysqlServer target;
    private final Path template;

    private Arena(MysqlServer source, MysqlServer target, Path template) {
        this.source = source;
        this.target = target;
        this.template = template;
    }

    /** Starts both and loads the tables of all mixes into both. */
    public static Arena open(Flavor flavor) throws SQLException {
        ServerSpec spec =
                ServerSpec.of(flavor)
                        .withOptions(
                                "--innodb-buffer-pool-size=1G",
                                "--innodb-log-file-size=256M",
                                "--transaction-write-set-extraction=XXHASH64",
                                "--slave-parallel-type=LOGICAL_CLOCK",
                                "--slave-preserve-commit-order=ON",
                                "--slave-checkpoint-period=50",
                                "--master-info-repository=TABLE",
                                "--relay-log-info-repository=TABLE",
                                "--skip-slave-start");
        MysqlServer source =
                MysqlServer.start(
                        spec.withServerId(1)
                                .withOptions("--binlog-transaction-dependency-tracking=WRITESET"));
        try {
            MysqlServer target = MysqlServer.start(spec.withServerId(2).withDurable(true));
            Path template = target.dataFolder().resolveSibling("template");
            Arena arena = new Arena(source, target, template);
            arena.prepare();
            return arena;
        } catch (SQLException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        for (MysqlServer server : new MysqlServer[] {source, target}) {
            for (Mix mix : Mix.values()) {
                try (Connection connection = server.connect()) {
                    Oltp oltp = new Oltp(mix.tables());
                    oltp.createSchema(connection);
                    oltp.load(connection);
                }
            }
        }
        source.createUser(
                "replica", "replica", "mysql_native_password", "REPLICATION SLAVE ON *.*");
        target.stop();
        copy(target.dataFolder(), template);
        target.restart();
    }

    public MysqlServer source() {
        return source;
    }

    public MysqlServer target() {
        return target;
    }

    /** Gives the target the state it had before anything was replayed. */
    public void resetTarget() {
        target.kill();
        delete(target.dataFolder());
        copy(template, target.dataFolder());
        target.restart();
    }

    /**
     * Writes the changes of a mix to the source; nothing replays them yet.
     *
     * @param scale times the usual number of changes
     */
    public Segment write(Mix mix, double scale) throws SQLException, InterruptedException {
        long rows = Math.round(mix.changes() * scale);
        LogPosition begin = end();
        write(mix.warmUp(), mix.warmUp().changes() / 8, 1);
        LogPosition warm = end();
        write(mix, rows, 2);
        return new Segment(mix, begin, warm, end(), rows);
    }

    private void write(Mix mix, long rows, int part) throws SQLException, InterruptedException {
        RunConfig config =
                RunConfig.of(
                        mix.title() + part,
                        WRITERS,
                        RunLimit.transactions(rows / mix.changesPerTransaction()));
        new Oltp(mix.tables()).start(this::fastConnection, config, mix.oltp()).await();
    }

    private Connection fastConnection() throws SQLException {
        return DriverManager.getConnection(
                source.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
    }

    /**
     * A commit on the source.
     *
     * @param id the greatest id it inserted
     * @param nanos {@link System#nanoTime()} when it was answered
     */
    public record Commit(long id, long nanos) {}

    /** Inserts at a steady rate by one connection; gives all commits. */
    public List<Commit> steady(int rowsPerSecond, int rowsPerTransaction, Duration duration)
            throws SQLException, InterruptedException {
        List<Commit> commits = Collections.synchronizedList(new ArrayList<>());
        new Oltp(Mix.INSERTS.tables())
                .startSteady(
                        this::fastConnection,
                        RunConfig.of("steady", 1, RunLimit.duration(duration)),
                        rowsPerSecond,
                        rowsPerTransaction,
                        (id, nanos) -> commits.add(new Commit(id, nanos)))
                .await();
        return List.copyOf(commits);
    }

    /** Gives both sides the first state of one mix's tables. */
    public void resetBoth(Mix mix) throws SQLException {
        try (Connection connection = source.connect()) {
            Oltp oltp = new Oltp(mix.tables());
            oltp.createSchema(connection);
            oltp.load(connection);
        }
        resetTarget();
    }

    private LogPosition end() throws SQLException {
        return end(source);
    }

    /** The end of a server's log. */
    public LogPosition end(MysqlServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            return new LogPosition(row.getString(1), row.getLong(2));
        }
    }

    /** Fails unless source and target hold the same rows of the mix. */
    public void requireEqual(Mix mix) throws SQLException {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(mix.database());
        if (!comparison.equal()) {
            throw new IllegalStateException("not equal after the run: " + comparison.report());
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + from + " to " + to, e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
