package dev.otter.binlog.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteWriterTest {
    @Test
    void decimals_are_those_of_the_jdk() {
        Seeds.each(1_000, ByteWriterTest::decimalsOf);
    }

    private static void decimalsOf(long seed) {
        Random random = new Random(seed);
        long value = random.nextLong() >> random.nextInt(64);
        ByteWriter out = new ByteWriter(1);

        out.decimal(value).put(' ').unsignedDecimal(value);

        assertThat(out).hasToString(Long.toString(value) + " " + Long.toUnsignedString(value));
    }

    @Test
    void edges_of_decimals() {
        ByteWriter out = new ByteWriter(1);
        out.decimal(Long.MIN_VALUE).put(' ').decimal(Long.MAX_VALUE).put(' ').decimal(0);
        out.put(' ').decimal(10).put(' ').decimal(99).put(' ').decimal(100).put(' ').padded(7, 3);

        assertThat(out).hasToString("-9223372036854775808 9223372036854775807 0 10 99 100 007");
    }

    @Test
    void hex_and_truncate() {
        ByteWriter out = new ByteWriter(1);
        out.ascii("0x").hex(new byte[] {0, (byte) 0xAF, 0x10}, 0, 3);
        assertThat(out).hasToString("0x00AF10");

        out.truncate(4);

        assertThat(out).hasToString("0x00");
    }
}
