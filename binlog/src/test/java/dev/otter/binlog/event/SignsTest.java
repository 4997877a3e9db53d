package dev.otter.binlog.event;

import static dev.otter.binlog.event.Samples.body;
import static dev.otter.binlog.event.Samples.decode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType.Sign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignsTest {
    // INT, YEAR, INT, INT
    private static final int[] TYPES = {3, 13, 3, 3};

    private static TableMap table(String version, int[] types, int bits) {
        EventDecoder decoder = Samples.decoder(version);
        byte[] map = Samples.tableMap(5, types, new int[0], body().field(1, body().bytes(bits)));
        return ((TableMapped) decode(decoder, map)).table();
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.12, SIGNED, UNSIGNED",
        "8.0.20-log, SIGNED, UNSIGNED",
        "8.0.23, UNSIGNED, SIGNED",
        "9.7.0, UNSIGNED, SIGNED",
        "10.11.6-MariaDB-log, UNSIGNED, SIGNED",
        "8.0.21, UNKNOWN, UNKNOWN",
        "strange, UNKNOWN, UNKNOWN"
    })
    void year_counts_as_the_server_counts_it(String version, Sign third, Sign fourth) {
        TableMap table = table(version, TYPES, 0b0010_0000);

        assertThat(table.type(0).sign()).isEqualTo(Sign.SIGNED);
        assertThat(table.type(2).sign()).isEqualTo(third);
        assertThat(table.type(3).sign()).isEqualTo(fourth);
        assertThat(table.metadata().signsKnown()).isEqualTo(third != Sign.UNKNOWN);
    }

    @Test
    void length_decides_where_it_can() {
        int[] types = {3, 3, 3, 3, 3, 3, 3, 3, 13};
        EventDecoder decoder = Samples.decoder("8.0.21");
        byte[] one = Samples.tableMap(5, types, new int[0], body().field(1, body().bytes(0x01)));
        byte[] two =
                Samples.tableMap(6, types, new int[0], body().field(1, body().bytes(0x01, 0x80)));

        for (byte[] map : new byte[][] {one, two}) {
            TableMap table = ((TableMapped) decode(decoder, map)).table();
            assertThat(table.metadata().signsKnown()).isTrue();
            assertThat(table.type(7).sign()).isEqualTo(Sign.UNSIGNED);
        }
    }
}
