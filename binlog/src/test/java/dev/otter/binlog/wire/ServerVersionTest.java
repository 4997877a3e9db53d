package dev.otter.binlog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ServerVersionTest {
    @Test
    void the_texts_of_mysql_and_mariadb_are_told_apart() {
        assertThat(ServerVersion.parse("8.0.12"))
                .isEqualTo(new ServerVersion(false, 8, 0, 12, "8.0.12"));
        ServerVersion maria = ServerVersion.parse("5.5.5-10.11.6-MariaDB-0+deb12u1");
        assertThat(maria.mariaDb()).isTrue();
        assertThat(maria.atLeast(10, 11, 6)).isTrue();
        assertThat(maria.atLeast(10, 11, 7)).isFalse();
        assertThat(ServerVersion.parse("11.4.5-MariaDB-log").mariaDbAtLeast(11, 4, 0)).isTrue();
        assertThat(ServerVersion.parse("9.7-alpha").mysqlAtLeast(9, 7, 0)).isTrue();
        assertThat(maria.mysqlAtLeast(5, 7, 0)).isFalse();
    }

    @Test
    void a_text_without_numbers_is_refused() {
        assertThatThrownBy(() -> ServerVersion.parse("hello"))
                .isInstanceOf(ProtocolException.class);
    }
}
