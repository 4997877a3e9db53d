package dev.otter.binlog.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otter.binlog.stream.DumpRefusedException.Reason;
import dev.otter.binlog.wire.ServerErrorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DumpRefusedExceptionTest {
    private static final List<LogFile> FILES =
            List.of(new LogFile("binlog.000009", 500), new LogFile("binlog.000010", 700));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1236 | Cannot replicate because the master purged required binary logs. | PURGED
                    1236 | Could not find GTID state; required binlog files have been purged. | PURGED
                    1236 | Could not find first log file name in binary log index file | OUT_OF_RANGE
                    1236 | Client requested master to start replication from position > file size | OUT_OF_RANGE
                    1236 | Slave has more GTIDs than the master has | OUT_OF_RANGE
                    1236 | A slave with the same server_uuid/server_id as this slave has connected | REPLACED
                    1236 | log event entry exceeded max_allowed_packet | OTHER
                    1227 | Access denied; you need REPLICATION SLAVE | FORBIDDEN
                    """)
    void refusals_are_sorted_by_what_can_be_done(int number, String text, Reason reason) {
        DumpRefusedException refused =
                DumpRefusedException.of(
                        "host:1", new ServerErrorException(number, "HY000", text, 0));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(text).hasMessageContaining("host:1");
    }

    @Test
    void a_deleted_file_is_told_from_one_that_never_was() {
        assertThat(reason("binlog.000008", 4)).isEqualTo(Reason.PURGED);
        assertThat(reason("binlog.000011", 4)).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(reason("mysql-bin.000001", 4)).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(reason("binlog.000010", 701)).isEqualTo(Reason.OUT_OF_RANGE);
        assertThatCode(() -> StartCheck.of("h", FILES, "binlog.000010", 700))
                .doesNotThrowAnyException();
    }

    private static Reason reason(String file, long offset) {
        return catchThrowableOfType(
                        DumpRefusedException.class, () -> StartCheck.of("h", FILES, file, offset))
                .reason();
    }
}
