package dev.otter.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortDoublesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "1.0 | 1",
                "-0.0 | -0",
                "1.05 | 1.05",
                "1.0e20 | 1.0e20",
                "10.00 | 10.00",
                "[1.0, 2.0] | [1, 2]",
                "{\"a\": 3.0} | {\"a\": 3}",
                "{\"v1.0\": \"1.0\"} | {\"v1.0\": \"1.0\"}",
                "[\"a\\\"1.0\", 1.0] | [\"a\\\"1.0\", 1]",
            })
    void only_numbers_lose_their_point_zero(String json, String expected) {
        byte[] from = ("  " + json).getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[100];

        int length = ShortDoubles.shorten(from, 2, from.length - 2, to, 5);

        assertThat(new String(to, 5, length, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
}
