package dev.otter.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerSpecTest {
    @Test
    void what_a_flavor_cannot_do_is_refused_with_a_cure() {
        ServerSpec old = ServerSpec.of(Flavor.MYSQL_5_7);

        assertThatThrownBy(() -> old.withRowMetadata(ServerSpec.RowMetadata.FULL))
                .hasMessageContaining("use 8.0 or 9");
        assertThatThrownBy(() -> old.withCompressed(true)).hasMessageContaining("use MySQL 9");
        assertThatThrownBy(() -> old.withOptions("sync-binlog=1")).hasMessageContaining("--");
    }

    @Test
    void own_options_come_last_and_therefore_win() {
        ServerSpec spec = ServerSpec.mysql80().withOptions("--sync-binlog=7").withOptions("--x");

        List<String> options = ServerOptions.of(spec, Path.of("/f"), 4711);

        assertThat(options).endsWith("--sync-binlog=7", "--x").contains("--server-id=4711");
    }
}
