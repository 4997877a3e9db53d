package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A manager or a node as a process that may be stopped, killed and started again in the same
 * folder. Each start has a log of its own there. One thread.
 */
final class Program implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final int SHOWN = 8_000;
    private static final String LOGGING =
            """
            <configuration>
                <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} [%thread] %-5level %logger{0}: %msg%n</pattern></encoder>
                </appender>
                <logger name="org.apache.zookeeper" level="ERROR"/>
                <logger name="org.apache.curator" level="OFF"/>
                <root level="INFO"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private final Class<?> main;
    private final Path home;
    private int starts;
    private ServerProcess process;

    /**
     * Puts its files into its folder; does not start it.
     *
     * @param main its class with the method {@code main}
     * @param home its folder
     * @param settings what its properties file says
     */
    Program(Class<?> main, Path home, String settings) throws IOException {
        this.main = main;
        this.home = home;
        Files.createDirectories(conf());
        Files.writeString(conf().resolve("otter.properties"), settings);
        Files.writeString(conf().resolve("logback.xml"), LOGGING);
    }

    Path conf() {
        return home.resolve("conf");
    }

    void start() {
        starts++;
        process =
                ServerProcess.launch(
                        List.of(
                                ServerProcess.java(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dlogback.configurationFile=" + conf().resolve("logback.xml"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName(),
                                conf().resolve("otter.properties").toString()),
                        Map.of(),
                        home,
                        log(starts));
    }

    /** Asks it to end, and waits until it has. */
    void stop() {
        assertThat(process.shutDown(STOP_LIMIT)).as("%s has stopped: %s", this, logs()).isTrue();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    boolean runs() {
        return process != null && process.alive();
    }

    /** The number that its running, or last, process has for this machine. */
    long pid() {
        return process.pid();
    }

    /** The end of what it has said since each of its starts. */
    String logs() {
        StringBuilder text = new StringBuilder();
        for (int start = 1; start <= starts; start++) {
            text.append("\n-- ").append(this).append(", start ").append(start).append('\n');
            text.append(end(log(start)));
        }
        return text.toString();
    }

    private static String end(Path log) {
        try {
            String all = Files.readString(log, StandardCharsets.UTF_8);
            return all.substring(Math.max(0, all.length() - SHOWN));
        } catch (IOException e) {
            return "(cannot be read: " + e + ")";
        }
    }

    private Path log(int start) {
        return home.resolve("start-" + start + ".log");
    }

    @Override
    public void close() {
        if (runs()) {
            process.kill();
        }
    }

    @Override
    public String toString() {
        return home.getFileName().toString();
    }
}
