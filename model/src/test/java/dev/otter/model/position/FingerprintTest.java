package dev.otter.model.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fingerprints, alone and where they are kept. */
class FingerprintTest {
    private static final Fingerprint ONE = new Fingerprint(1_700_000_000, -1);
    private static final Fingerprint TWO = new Fingerprint(1_700_000_001, 42);

    @Test
    void the_text_reads_back() {
        assertThat(Fingerprint.parse(ONE.text())).isEqualTo(ONE);
        assertThat(Fingerprint.parse(TWO.text())).isEqualTo(TWO);
        assertThatThrownBy(() -> Fingerprint.parse("12-xyz"))
                .hasMessageContaining("'12-xyz' is not a fingerprint");
    }

    @Test
    void a_checkpoint_keeps_its_tail() {
        Checkpoint checkpoint =
                new Checkpoint(new LogPosition("b.000003", 150), "", List.of(ONE, TWO));

        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse("b.000003:150|").tail()).isEmpty();
    }

    @Test
    void a_set_keeps_them_and_they_are_no_part_of_the_name() {
        LogPosition end = new LogPosition("b.000003", 150);
        TransactionId printed = new TransactionId.AtPosition(end, Optional.of(TWO));
        TransactionId plain = new TransactionId.AtPosition(new LogPosition("b.000003", 100));

        List<TransactionId> read =
                TransactionSet.decode(TransactionSet.encode(List.of(printed, plain)));

        assertThat(read).containsExactly(plain, printed);
        assertThat(((TransactionId.AtPosition) read.get(1)).print()).contains(TWO);
        assertThat(((TransactionId.AtPosition) read.get(0)).print()).isEmpty();
        assertThat(printed).isEqualTo(new TransactionId.AtPosition(end));
    }
}
