package dev.otter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pipelines of a file run against each other; no server is asked. */
class WaysBackTest {
    @TempDir private Path folder;

    private SyncFile file(String pipelines) throws IOException {
        return new SyncFileReader(Map.of())
                .read(
                        Files.writeString(
                                folder.resolve("sync.yaml"),
                                """
                                endpoints:
                                  a: {type: mysql, host: north, port: 3306, user: u, password: ""}
                                  b: {type: mysql, host: south, port: 3306, user: u, password: ""}
                                  b2: {type: mysql, host: SOUTH, port: 3306, user: v, password: ""}
                                  c: {type: mysql, host: south, port: 3307, user: u, password: ""}
                                channels:
                                  - name: shop
                                    pipelines:
                                """
                                        + pipelines));
    }

    private static List<String> against(SyncFile file) {
        return WaysBack.against(file, file.entries().getFirst()).stream()
                .map(SyncFile.Entry::name)
                .toList();
    }

    @Test
    void a_pipeline_runs_back_between_the_same_two_servers() throws IOException {
        SyncFile file =
                file(
                        """
                              - {name: out, from: a, to: b, tables: [s.*]}
                              - {name: beside, from: a, to: b2, tables: [t.*]}
                              - {name: home, from: b2, to: a, tables: [s.*]}
                              - {name: other, from: c, to: a, tables: [u.*]}
                              - {name: on, from: b, to: c, tables: [s.*]}
                        """);

        assertThat(against(file)).containsExactly("shop/home");
    }

    @Test
    void one_that_stays_on_its_server_does_not_run_against_itself() throws IOException {
        SyncFile file =
                file(
                        """
                              - {name: stay, from: a, to: a, tables: [{source: s.*, target: z.*}]}
                        """);

        assertThat(against(file)).isEmpty();
    }

    @Test
    void rows_that_may_flow_back_are_not_read_back() throws IOException {
        SyncFile both =
                file(
                        """
                              - {name: out, from: a, to: b, tables: [s.*]}
                              - {name: home, from: b, to: a, tables: [s.*], verify: {continuous: all}}
                        """);
        SyncFile one =
                file(
                        """
                              - {name: out, from: a, to: b, tables: [s.*], verify: {continuous: all}}
                        """);

        assertThatThrownBy(() -> WaysBack.refuseReadingBack(both, both.entries()))
                .isInstanceOf(OtterException.class)
                .hasMessageStartingWith("OTR-1004 'verify.continuous' looks at one direction only")
                .hasMessageContaining("shop/out runs back")
                .hasMessageContaining("shop/home]");
        assertThatCode(() -> WaysBack.refuseReadingBack(one, one.entries()))
                .doesNotThrowAnyException();
    }
}
