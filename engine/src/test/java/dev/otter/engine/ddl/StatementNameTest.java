package dev.otter.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names under which the times of a statement are written down. */
class StatementNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:7",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:tag:7",
                "@bin#2.000001:4"
            })
    void each_time_has_its_own_and_all_tell_the_transaction(String text) {
        TransactionId id = TransactionId.parse(text);
        SourceTransaction of =
                new SourceTransaction(1, id, LogPosition.parse("bin.000001:4"), 0, List.of(), 0, 0);
        assertThat(StatementName.of(of, 0).text()).isEqualTo(text);
        assertThat(StatementName.of(of, 1).text()).isEqualTo(text + "#2");
        assertThat(StatementName.of(of, 63).text()).isEqualTo(text + "#64");
        for (int lane : new int[] {0, 1, 63}) {
            assertThat(StatementName.transaction(StatementName.of(of, lane).text())).isEqualTo(id);
        }
    }
}
