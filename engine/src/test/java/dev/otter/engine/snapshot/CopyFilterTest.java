package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyFilterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v = 0",
                "(a > 1 OR b IN ('x;y', 'it''s', \"--\")) AND `c)` LIKE '\\'#%'",
                "id IN (SELECT id FROM other WHERE (x < 3))"
            })
    void a_condition_is_taken(String condition) {
        assertThat(CopyFilter.problem(condition)).isEmpty();
        assertThat(new CopyTerms(CopyTerms.Way.OVERWRITE, condition, "").filter())
                .isEqualTo(condition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1; DROP TABLE t",
                "1) UNION SELECT 1 FROM (SELECT 1",
                "(1",
                "v = 'x",
                "v = 'x\\'",
                "v = 0 -- rest",
                "v = 0 # rest",
                "v /*! = 0 */"
            })
    void what_could_be_more_than_a_condition_is_refused(String condition) {
        assertThat(CopyFilter.problem(condition)).isPresent();
        assertThatThrownBy(() -> new CopyTerms(CopyTerms.Way.OVERWRITE, condition, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
