package dev.otter.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL 18 on a free loopback port with a data folder of its own under the temporary
 * folder, which {@link #close} deletes. It starts in about two seconds and dies with this JVM. The
 * account {@code postgres} may do everything; its password is {@link #PASSWORD}.
 *
 * <p>PostgreSQL refuses to run as root; then it runs as {@code nobody}, on copies of its files in
 * its own folder.
 *
 * <p>Safe for use by several threads. It does not promise that a port stays free between {@link
 * #stop} and {@link #restart}.
 */
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "postgres";
    public static final String PASSWORD = "p'w\"d";

    private static final String ARCHIVE = "postgresql-18/postgres-linux-x86_64.txz";
    private static final String VERSION = "postgresql-18.6.0";
    private static final String NOBODY = "65534";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final int PORT_TRIES = 5;
    private static final int TAIL_LINES = 60;

    private final Path folder;
    private final Path base;
    private final List<String> options;
    private final Thread hook;
    private int port;
    private ServerProcess process;
    private boolean closed;

    private PostgresServer(Path folder, Path base, List<String> options) {
        this.folder = folder;
        this.base = base;
        this.options = options;
        this.hook = Thread.ofPlatform().name("end of " + folder.getFileName()).unstarted(this::end);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param options settings such as {@code max_connections=20}
     */
    public static PostgresServer start(String... options) {
        Path files = CacheFolder.ofUser().once("servers/" + VERSION, PostgresServer::unpack);
        Path folder = RunFolders.create();
        PostgresServer server = null;
        try {
            Path base = Account.root() ? copied(files, folder) : files;
            server = new PostgresServer(folder, base, List.of(options));
            server.initialise();
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.launchOnFreePort();
            return server;
        } catch (IOException | RuntimeException e) {
            if (server == null) {
                RunFolders.delete(folder);
            } else {
                server.close();
            }
            throw e instanceof RuntimeException known
                    ? known
                    : new ServerException("Cannot start PostgreSQL in " + folder, e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        URL archive = PostgresServer.class.getResource(ARCHIVE);
        if (archive == null) {
            throw new ServerException("The archive of PostgreSQL is not on the class path");
        }
        Path packed = folder.resolve("archive.txz");
        try (InputStream in = archive.openStream()) {
            Files.copy(in, packed);
        }
        Command.in(folder, "tar", "-xJf", packed.toString())
                .runOrThrow("unpack PostgreSQL (needs 'apt-get install xz-utils')");
        Files.delete(packed);
    }

    private static Path copied(Path files, Path folder) throws IOException {
        Path base = folder.resolve("base");
        Command.in(folder, "cp", "-a", "--reflink=auto", files.toString(), base.toString())
                .runOrThrow("copy the files of PostgreSQL");
        return base;
    }

    /** The words that run a program of the server under an account that it accepts. */
    private List<String> program(String name) {
        List<String> words = new ArrayList<>();
        if (Account.root()) {
            words.addAll(
                    List.of(
                            "/usr/bin/setpriv",
                            "--reuid=" + NOBODY,
                            "--regid=" + NOBODY,
                            "--clear-groups",
                            "--pdeathsig",
                            "KILL",
                            "--"));
        }
        words.add(base.resolve("bin").resolve(name).toString());
        return words;
    }

    private void initialise() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (Account.root()) {
            Command.in(folder, "chown", "-R", NOBODY + ":" + NOBODY, folder.toString())
                    .runOrThrow("hand the server's folder to nobody");
        }
        List<String> words = program("initdb");
        words.addAll(
                List.of(
                        "--pgdata=" + dataFolder(),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync"));
        new Command(words, Map.of(), folder, LIMIT).runOrThrow("initialise PostgreSQL");
    }

    /** Always the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    public synchronized int port() {
        return port;
    }

    public synchronized boolean running() {
        return process.alive();
    }

    private Path dataFolder() {
        return folder.resolve("data");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /** Connects as the account that may do everything; the caller closes the connection. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
    }

    /** Runs statements one after the other in one session with autocommit. */
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Shuts the server down in order, whatever sessions it has; nothing if it does not run. */
    public synchronized void stop() {
        end("-INT");
    }

    /** Ends the server at once, as a crash does: it has to recover when it starts again. */
    public synchronized void crash() {
        end("-QUIT");
    }

    private void end(String signal) {
        if (!process.alive()) {
            return;
        }
        try {
            Command.in(folder, "kill", signal, Long.toString(process.pid()))
                    .runOrThrow("signal PostgreSQL");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot signal PostgreSQL", e);
        }
        if (!process.awaitEnd(LIMIT)) {
            process.kill();
            throw new ServerException(
                    "PostgreSQL did not stop within %s; its log ends with:%n%s"
                            .formatted(LIMIT, logTail()));
        }
    }

    /** Starts the server again on the same port and data, after stopping it if it runs. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("PostgreSQL is closed; start a new one");
        }
        stop();
        if (!launch()) {
            throw new ServerException("PostgreSQL cannot have its port " + port + " again");
        }
    }

    /** The last lines of the server's log. */
    public String logTail() {
        try {
            List<String> lines =
                    Files.readAllLines(folder.resolve("output.log"), StandardCharsets.UTF_8);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log of PostgreSQL", e);
        }
    }

    /** Ends the server and deletes its data. */
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

    private synchronized void end() {
        closed = true;
        if (process != null) {
            crash();
        }
        RunFolders.delete(folder);
    }

    private synchronized void launchOnFreePort() {
        for (int tries = 0; tries < PORT_TRIES; tries++) {
            port = freePort();
            if (launch()) {
                return;
            }
        }
        throw new ServerException("PostgreSQL found its port taken again and again");
    }

    /** Starts the process and waits until it answers; false when its port was taken. */
    private boolean launch() {
        List<String> words = program("postgres");
        words.addAll(List.of("-D", dataFolder().toString(), "-p", Integer.toString(port)));
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "shared_buffers=32MB",
                                "fsync=off",
                                "max_connections=60"));
        settings.addAll(options);
        settings.forEach(setting -> words.addAll(List.of("-c", setting)));
        process = ServerProcess.launch(words, Map.of(), folder, folder.resolve("output.log"));
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!answers()) {
            if (process.awaitEnd(POLL)) {
                if (logTail().contains("Address already in use")) {
                    return false;
                }
                throw new ServerException(
                        "PostgreSQL ended while starting; its log ends with:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new ServerException(
                        "PostgreSQL did not answer within %s; its log ends with:%n%s"
                                .formatted(LIMIT, logTail()));
            }
        }
        return true;
    }

    private boolean answers() {
        if (!process.alive() || !Files.exists(dataFolder().resolve("postmaster.pid"))) {
            return false;
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find a free port", e);
        }
    }
}
