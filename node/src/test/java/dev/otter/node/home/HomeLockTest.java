package dev.otter.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @TempDir private Path home;

    @Test
    void the_one_before_is_known() {
        try (HomeLock first = HomeLock.take(home.resolve("data"), "a-longer-name")) {
            assertThat(first.predecessor()).isEmpty();
        }
        try (HomeLock second = HomeLock.take(home.resolve("data"), "b")) {
            assertThat(second.predecessor()).contains("a-longer-name");
        }
        try (HomeLock third = HomeLock.take(home.resolve("data"), "c")) {
            assertThat(third.predecessor()).contains("b");
        }
    }

    @Test
    void a_second_process_is_kept_out() {
        HomeLock first = HomeLock.take(home, "a");
        try {
            assertThatThrownBy(() -> HomeLock.take(home, "b"))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_ID_TAKEN));
        } finally {
            first.close();
        }
    }
}
