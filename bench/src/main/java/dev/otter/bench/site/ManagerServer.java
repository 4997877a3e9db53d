package dev.otter.bench.site;

import dev.otter.manager.ManagerMain;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.settings.SettingsReader;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A manager in a process of its own, with the JVM options of its package. */
public final class ManagerServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final long END_SECONDS = 60;
    private static final long LOOK_NANOS = 100_000_000;
    private static final String RUNS = "the manager server is running now";

    private final Process process;
    private final Optional<MysqlServer> store;
    private final Path log;
    private final int port;
    private final int controlPort;

    private ManagerServer(
            Process process, Optional<MysqlServer> store, Path log, int port, int controlPort) {
        this.process = process;
        this.store = store;
        this.log = log;
        this.port = port;
        this.controlPort = controlPort;
    }

    /**
     * Starts one with its own ZooKeeper, and waits until it serves.
     *
     * @param folder for its files
     * @param mysql whether the store is a MySQL 8.0 server; otherwise an H2 file
     * @param options further options of its JVM
     * @param prepare is given the settings before it starts, to fill the fresh store
     */
    public static ManagerServer start(
            Path folder, boolean mysql, List<String> options, Consumer<ManagerSettings> prepare)
            throws IOException, SQLException {
        Optional<MysqlServer> store =
                mysql ? Optional.of(MysqlServer.start(ServerSpec.mysql80())) : Optional.empty();
        int port = freePort();
        int controlPort = freePort();
        Path conf = Files.createDirectories(folder.resolve("conf"));
        StringBuilder keys =
                new StringBuilder(
                        """
                        otter.domainName = 127.0.0.1
                        otter.port = %d
                        otter.communication.manager.port = %d
                        otter.zookeeper.embedded.port = %d
                        """
                                .formatted(port, controlPort, freePort()));
        if (store.isPresent()) {
            store.get().execute("CREATE DATABASE otter");
            keys.append("otter.database.driver.url = ")
                    .append(store.get().jdbcUrl("otter"))
                    .append("\notter.database.driver.username = root\n");
        }
        Path file = Files.writeString(conf.resolve("otter.properties"), keys);
        prepare.accept(SettingsReader.read(file, System::getenv));
        Path log = folder.resolve("manager.log");
        Path logback = Files.writeString(conf.resolve("logback.xml"), logging(log));
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(
                List.of(
                        "-Xms32m",
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:TrimNativeHeapInterval=5000",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xss512k",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dlogback.configurationFile=" + logback));
        command.addAll(options);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManagerMain.class.getName(),
                        file.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("console.log").toFile())
                        .start();
        ManagerServer server = new ManagerServer(process, store, log, port, controlPort);
        server.awaitStart(folder);
        return server;
    }

    private static String logging(Path log) {
        return """
        <configuration>
          <appender name="file" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>%%d [%%thread] %%-5level %%logger{36} - %%msg%%n</pattern></encoder>
          </appender>
          <logger name="org.apache" level="ERROR"/>
          <root level="INFO"><appender-ref ref="file"/></root>
        </configuration>
        """
                .formatted(log);
    }

    private void awaitStart(Path folder) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(log) || !Files.readString(log).contains(RUNS)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("the manager does not start; see " + folder);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Of REST. */
    public int port() {
        return port;
    }

    /** Where nodes connect. */
    public int controlPort() {
        return controlPort;
    }

    /** Of its process. */
    public long pid() {
        return process.pid();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        store.ifPresent(MysqlServer::close);
    }
}
