package dev.otter.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager as a process of its own: it starts, stays small, stops, and refuses nonsense. */
class StartIT {
    private static final Logger LOG = LoggerFactory.getLogger(StartIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long MEMORY_MAX_KB = 250 * 1024;

    @TempDir private Path folder;

    @Test
    void a_manager_starts_serves_is_small_and_stops_at_a_signal() throws Exception {
        int port = freePort();
        Process process =
                start(
                        """
                        otter.port = %d
                        otter.communication.manager.port = 0
                        otter.zookeeper.embedded.port = 0
                        """
                                .formatted(port));
        try {
            long begin = System.nanoTime();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> health(port).statusCode() == 200);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            long memory = residentKilobytes(process.pid());
            LOG.warn("ready after {} ms, {} MB resident", millis, memory / 1024);

            assertThat(memory).isLessThan(MEMORY_MAX_KB);
            assertThat(Files.exists(folder.resolve("conf/manager.key"))).isTrue();
            assertThat(Files.exists(folder.resolve("data/otter.mv.db"))).isTrue();
            assertThat(Files.exists(folder.resolve("data/zookeeper"))).isTrue();
            assertThat(Files.exists(folder.resolve("conf/authority/authority-key.pem"))).isTrue();
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(output())
                    .contains("start the manager server")
                    .contains("the manager server is running now")
                    .contains("the manager server has stopped");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_wrong_key_ends_the_start_with_code_and_cure() throws Exception {
        Process process = start("otter.prot = 8080");

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("OTR-4241").contains("Did you mean 'otter.port'?");
    }

    private Process start(String settings) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Path file = Files.writeString(conf.resolve("otter.properties"), settings + "\n");
        Path logging =
                Files.writeString(
                        conf.resolve("logback.xml"),
                        """
                        <configuration>
                            <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                                <encoder><pattern>%level %msg%n</pattern></encoder>
                            </appender>
                            <root level="INFO"><appender-ref ref="out"/></root>
                        </configuration>
                        """);
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-Dlogback.configurationFile=" + logging,
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                ManagerMain.class.getName(),
                                file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.log"));
    }

    private static HttpResponse<String> health(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/health");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static long residentKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
