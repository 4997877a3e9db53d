package dev.otter.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaceTextTest {
    private static boolean replaces(String sql) {
        return ReplaceText.replaces(sql.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REPLACE INTO t VALUES (1)",
                "  replace t set a=1",
                "/* by the shop */ -- twice\n# thrice\nREPLACE DELAYED t VALUES (1)",
                "/*!50000 REPLACE */ INTO t VALUES (1)",
                "/*M!100100 replace */ INTO t VALUES (1)",
                "LOAD DATA INFILE 'x'\nREPLACE INTO TABLE t"
            })
    void statements_that_replace(String sql) {
        assertThat(replaces(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a=REPLACE(a,'x','y')",
                "INSERT INTO t VALUES ('REPLACE') ON DUPLICATE KEY UPDATE a=1",
                "/* REPLACE */ UPDATE t SET a=1",
                "replacement",
                "LOAD DATA INFILE 'x' IGNORE INTO TABLE t",
                "",
                "/* never closed REPLACE"
            })
    void statements_that_do_not(String sql) {
        assertThat(replaces(sql)).isFalse();
    }
}
