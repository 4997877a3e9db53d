package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.workload.WorkloadRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console in a browser, on a manager that was never used, a node and two real databases: {@code
 * web/e2e}, whose pictures stay in {@code target/console-pictures}, a folder for each look.
 *
 * <p>{@code OTTER_LOOKS=all} looks at every page in both languages and both themes, otherwise each
 * of the four is seen once.
 */
class ConsoleIT {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleIT.class);
    private static final Path WEB = Path.of("../web").toAbsolutePath().normalize();
    private static final Path PICTURES = Path.of("target/console-pictures").toAbsolutePath();
    private static final Duration BROWSING = Duration.ofMinutes(25);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NO_BROWSER =
            "The console was NOT tested: there is no Chromium in the PATH."
                    + " Install one (Debian: apt-get install chromium).";

    @TempDir Path work;

    @Test
    void the_console_leads_from_nothing_to_rows_that_flow() throws Exception {
        Optional<Path> browser = Browser.find();
        if (browser.isEmpty()) {
            LOG.error(NO_BROWSER);
        }
        assumeTrue(browser.isPresent(), NO_BROWSER);
        try (ConsoleSite site = ConsoleSite.start(work)) {
            Process tests = browse(site, browser.get());
            try {
                assertThat(flowing(site, tests)).as(this::said).isTrue();
                try (WorkloadRun customers = site.open()) {
                    assertThat(tests.waitFor(BROWSING.toSeconds(), TimeUnit.SECONDS))
                            .as(this::said)
                            .isTrue();
                    assertThat(tests.exitValue()).as(this::said).isZero();
                    customers.stop();
                    LOG.warn("{}\nshop: {}", said(), customers.await(PATIENCE));
                }
            } finally {
                tests.descendants().forEach(ProcessHandle::destroy);
                tests.destroy();
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        Comparison both = site.compare();
                        assertThat(both.equal()).as(both.report()).isTrue();
                    });
        }
    }

    /** Waits for the pipeline that the tests make; false when they end without one. */
    private static boolean flowing(ConsoleSite site, Process tests) {
        Awaitility.await()
                .atMost(BROWSING)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> site.reading() || !tests.isAlive());
        return site.reading();
    }

    private Process browse(ConsoleSite site, Path browser) throws IOException {
        ProcessBuilder npm =
                new ProcessBuilder("npm", "run", "e2e")
                        .directory(WEB.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile());
        npm.environment().put("OTTER_CONSOLE", site.console());
        npm.environment().put("OTTER_SOURCE", address(site.source()));
        npm.environment().put("OTTER_TARGET", address(site.target()));
        npm.environment().put("OTTER_CHROMIUM", browser.toString());
        npm.environment().put("OTTER_PICTURES", PICTURES.toString());
        npm.environment().putIfAbsent("OTTER_LOOKS", "few");
        return npm.start();
    }

    private static String address(MysqlServer server) {
        return server.host() + ":" + server.port();
    }

    private Path output() {
        return work.resolve("e2e.log");
    }

    private String said() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            return "what the tests said cannot be read: " + e.getMessage();
        }
    }
}
