package dev.otter.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real server on a free loopback port with a data folder of its own under the temporary folder,
 * which {@link #close} deletes. It starts on a cached copy of an initialised data folder, in about
 * a second once the cache is warm, and dies with this JVM. The account {@code root} has no
 * password.
 *
 * <p>Safe for use by several threads. Each start takes a few hundred megabytes of memory. It does
 * not promise that a port stays free between {@link #stop} and {@link #restart}.
 */
public final class MysqlServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final int PORT_TRIES = 5;
    private static final int TAIL_LINES = 60;

    private final ServerSpec spec;
    private final Distribution distribution;
    private final Path folder;
    private final Thread hook;
    private int port;
    private ServerProcess process;
    private boolean closed;

    private MysqlServer(ServerSpec spec, Distribution distribution, Path folder) {
        this.spec = spec;
        this.distribution = distribution;
        this.folder = folder;
        this.hook = Thread.ofPlatform().name("end of " + folder.getFileName()).unstarted(this::end);
    }

    /** Whether a flavor can be started here; a test may skip itself loudly by this. */
    public static Availability available(Flavor flavor) {
        return new Distributions(CacheFolder.ofUser()).availability(flavor);
    }

    /** Starts a server and waits until it answers. */
    public static MysqlServer start(ServerSpec spec) {
        CacheFolder cache = CacheFolder.ofUser();
        Distribution distribution = new Distributions(cache).get(spec.flavor());
        Path folder = RunFolders.create();
        MysqlServer server = new MysqlServer(spec, distribution, folder);
        try {
            new DataTemplates(cache).copyTo(server.dataFolder(), distribution, spec);
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.launchOnFreePort();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public ServerSpec spec() {
        return spec;
    }

    /** Always the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    public synchronized int port() {
        return port;
    }

    /** The process id of the running server, or of its last run. */
    public synchronized long pid() {
        return process.pid();
    }

    public synchronized boolean running() {
        return process.alive();
    }

    /** Where the server keeps its data and its binary log files {@code binlog.NNNNNN}. */
    public Path dataFolder() {
        return folder.resolve("data");
    }

    /** The address of a database for JDBC; an empty name stands for none. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://%s:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                .formatted(host(), port(), database);
    }

    /** Connects as root to no database. */
    public Connection connect() throws SQLException {
        return connect("root", "", "");
    }

    /** Connects; the caller closes the connection. */
    public Connection connect(String user, String password, String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user, password);
    }

    /** Runs statements as root, one after the other in one session with autocommit. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Creates an account that may come from anywhere.
     *
     * @param plugin such as {@code caching_sha2_password} or {@code mysql_native_password}
     * @param grants such as {@code "REPLICATION SLAVE, REPLICATION CLIENT ON *.*"}
     */
    public void createUser(String name, String password, String plugin, String... grants)
            throws SQLException {
        String account = "'%s'@'%%'".formatted(quoted(name));
        String proof =
                spec.flavor().mariadb()
                        ? "IDENTIFIED VIA %s USING PASSWORD('%s')"
                        : "IDENTIFIED WITH %s BY '%s'";
        execute("CREATE USER " + account + " " + proof.formatted(plugin, quoted(password)));
        for (String grant : grants) {
            execute("GRANT " + grant + " TO " + account);
        }
    }

    /** Shuts the server down in order; nothing happens if it does not run. */
    public synchronized void stop() {
        if (process.alive() && !process.shutDown(STOP_LIMIT)) {
            process.kill();
            throw new ServerException(
                    "%s did not stop within %s and was killed; its log ends with:%n%s"
                            .formatted(name(), STOP_LIMIT, logTail()));
        }
    }

    /** Kills the server, as {@code kill -9} does, and waits until it is gone. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts the server again on the same port and data, after shutting it down if it runs. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException(name() + " is closed; start a new one");
        }
        stop();
        if (!launch()) {
            throw new ServerException(
                    "%s cannot have its port %d again; another process took it"
                            .formatted(name(), port));
        }
    }

    /** The last lines of the server's error log. */
    public String logTail() {
        Path log = folder.resolve("error.log");
        Path output = folder.resolve("output.log");
        Path best = Files.exists(log) ? log : output;
        if (!Files.exists(best)) {
            return "(no log)";
        }
        try {
            List<String> lines = Files.readAllLines(best, StandardCharsets.ISO_8859_1);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + best, e);
        }
    }

    /** Kills the server and deletes its data. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down and the hook is doing this work already.
            return;
        }
        end();
    }

    @Override
    public String toString() {
        return name() + " at " + host() + ":" + port();
    }

    private synchronized void end() {
        closed = true;
        if (process != null) {
            process.kill();
        }
        RunFolders.delete(folder);
    }

    private String name() {
        return spec.flavor().title();
    }

    private synchronized void launchOnFreePort() {
        for (int tries = 0; tries < PORT_TRIES; tries++) {
            port = freePort();
            if (launch()) {
                return;
            }
        }
        throw new ServerException(
                "%s found its port taken %d times in a row; its log ends with:%n%s"
                        .formatted(name(), PORT_TRIES, logTail()));
    }

    /** Starts the process and waits until it answers; false when its port was taken. */
    private boolean launch() {
        process =
                ServerProcess.launch(
                        distribution.command(ServerOptions.of(spec, folder, port)),
                        distribution.environment(),
                        folder,
                        folder.resolve("output.log"));
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (process.awaitEnd(POLL)) {
                if (portTaken(logTail())) {
                    return false;
                }
                throw new ServerException(
                        name() + " ended while starting; its log ends with:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new ServerException(
                        "%s did not answer within %s; its log ends with:%n%s"
                                .formatted(name(), START_LIMIT, logTail()));
            }
        }
        return true;
    }

    /** Only our own server has our pid file; another one on the port must not be taken for it. */
    private boolean answers() {
        if (!Files.exists(folder.resolve("pid"))) {
            return false;
        }
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean portTaken(String log) {
        return Stream.of("Address already in use", "Do you already have another mysqld server")
                .anyMatch(log::contains);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find a free port", e);
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "''");
    }
}
