package dev.otter.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"b\": 1, \"a\": [1, 2.50]} | {\"a\":[1,2.5],\"b\":1}",
                "1e3 | 1000",
                "-0.0 | 0",
                "[ ] | []",
                "\"\\u20ac\\/\" | \"€/\"",
                "\"\\u0001\" | \"\\u0001\"",
                "{\"\": null} | {\"\":null}"
            })
    void equal_documents_are_spelled_equally(String one, String other) {
        assertThat(CanonicalJson.of(one)).isEqualTo(CanonicalJson.of(other));
    }

    @Test
    void other_documents_are_not() {
        assertThat(CanonicalJson.of("[1,2]")).isNotEqualTo(CanonicalJson.of("[2,1]"));
        assertThat(CanonicalJson.of("{\"a\":1}")).isNotEqualTo(CanonicalJson.of("{\"a\":\"1\"}"));
        assertThat(CanonicalJson.of("1.1")).isNotEqualTo(CanonicalJson.of("1.10000001"));
    }

    @Test
    void what_is_no_document_passes_as_it_is() {
        assertThat(CanonicalJson.of("{\"a\":")).isEqualTo("{\"a\":");
        assertThat(CanonicalJson.of("[1] x")).isEqualTo("[1] x");
    }
}
