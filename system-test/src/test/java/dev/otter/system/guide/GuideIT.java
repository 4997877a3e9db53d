package dev.otter.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlClient;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' guide of Otter 4, on our packages: {@code guide/guide.sh} on real servers. */
class GuideIT {
    private static final Logger LOG = LoggerFactory.getLogger(GuideIT.class);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir Path work;

    @Test
    void the_guide_leads_to_rows_that_flow() throws Exception {
        ServerSpec withTheGuidesMyCnf =
                ServerSpec.of(Flavor.MYSQL_5_7)
                        .withGtid(false)
                        .withOptions("--server-id=1", "--log-bin=mysql-bin", "--binlog-format=row");
        try (MysqlServer store = MysqlServer.start(ServerSpec.of(Flavor.MYSQL_5_7));
                MysqlServer source = MysqlServer.start(withTheGuidesMyCnf);
                MysqlServer target = MysqlServer.start(ServerSpec.mysql80());
                ZooKeeperServer zookeeper = ZooKeeperServer.start()) {
            Map<String, String> places = new TreeMap<>();
            places.put("WORK", work.toString());
            places.put("MANAGER_TAR", tar("manager").toString());
            places.put("NODE_TAR", tar("node").toString());
            places.put("MYSQL", MysqlClient.program().toString());
            places.put("STORE", address(store));
            places.put("SOURCE", address(source));
            places.put("TARGET", address(target));
            places.put("ZOOKEEPER", zookeeper.host() + ":" + zookeeper.port());
            for (String port : List.of("HTTP_PORT", "CONTROL_PORT", "NODE_PORT", "DOWNLOAD_PORT")) {
                places.put(port, Integer.toString(freePort()));
            }
            try {
                String said = run(places, "start");
                LOG.warn("{}", said);
                assertThat(said).contains("the guide works");
                Comparison both =
                        new TableComparer(source::connect, target::connect, CompareOptions.strict())
                                .compareTable("test", "example");
                assertThat(both.equal()).as(both.report()).isTrue();
            } finally {
                LOG.warn("{}", run(places, "stop"));
            }
        }
    }

    private String run(Map<String, String> places, String what) throws Exception {
        Path output = work.resolve(what + ".log");
        ProcessBuilder shell =
                new ProcessBuilder(
                                "sh", ROOT.resolve("system-test/guide/guide.sh").toString(), what)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        shell.environment().putAll(places);
        Process process = shell.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as("ended in time: %s%s", said, logs()).isTrue();
        assertThat(process.exitValue()).as("%s%s", said, logs()).isZero();
        return said;
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String log : List.of("manager/logs/manager.log", "node/logs/node/node.log")) {
            Path file = work.resolve(log);
            if (Files.exists(file)) {
                text.append("\n-- ").append(log).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static Path tar(String module) throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(
                        ROOT.resolve(module + "/target"), module + ".deployer-*.tar.gz")) {
            for (Path file : found) {
                return file;
            }
        }
        throw new IllegalStateException(
                "there is no package of the " + module + "; build it: ./mvnw package -DskipTests");
    }

    private static String address(MysqlServer server) {
        return server.host() + ":" + server.port();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
