package dev.otter.engine.transform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that try to get out. */
class ExpressionInjectionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runtime.getRuntime().exec('id')",
                "row.text.getClass()",
                "row.text.class",
                "''.getClass().forName('java.lang.Runtime')",
                "new java.io.File('/')",
                "T(java.lang.System).exit(1)",
                "${7*7}",
                "#{7*7}",
                "system('id')",
                "eval('1')",
                "this",
                "row.text; 1",
                "google.protobuf.Any{type_url: 'x'}",
                "[1,2,3].map(x, x * 2)",
                "[1,2,3].all(x, x > 0)",
                "[[1,2],[3,4]].exists(x, x.exists(y, y > 1))",
                "cel.bind(x, row.text + row.text, x + x)",
                "has(row.text)",
                "env('PATH')",
                "password"
            })
    void do_not_compile(String text) {
        assertThatThrownBy(() -> new SampleRow().text("text", "x").value(text))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPRESSION_INVALID));
    }

    @Test
    void values_are_never_read_as_expressions() {
        String evil = "' || true || ' \" \\ row.secret \n${x}";
        SampleRow row = new SampleRow().text("text", evil).text("secret", "s");
        assertThat(row.value("row.text")).isEqualTo(evil);
        assertThat(row.value("row.text == 'x'")).isEqualTo(false);
        assertThat(row.value("row.text + '!'")).isEqualTo(evil + "!");
    }

    @Test
    void depth_and_length_are_limited() {
        String deep = "(".repeat(300) + "1" + ")".repeat(300);
        assertThatThrownBy(() -> new SampleRow().text("text", "x").value(deep))
                .isInstanceOf(OtterException.class);
        String nested = "!".repeat(1) + "(!".repeat(200) + "true" + ")".repeat(200);
        assertThatThrownBy(() -> new SampleRow().text("text", "x").value(nested))
                .isInstanceOf(OtterException.class);
        String longOne = "1" + " + 1".repeat(2_000);
        assertThatThrownBy(() -> new SampleRow().text("text", "x").value(longOne))
                .isInstanceOf(OtterException.class);
    }

    @Test
    void a_regular_expression_cannot_run_away() {
        SampleRow row = new SampleRow().text("text", "a".repeat(50_000) + "!");
        Assertions.assertThat(Duration.ofSeconds(20))
                .isGreaterThan(
                        timed(() ->
                                assertThat(row.value("row.text.matches('^(a+)+$')"))
                                        .isEqualTo(false)));
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
