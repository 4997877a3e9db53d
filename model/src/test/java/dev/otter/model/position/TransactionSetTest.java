package dev.otter.model.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.position.TransactionId.AtPosition;
import dev.otter.model.position.TransactionId.Gtid;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransactionSetTest {
    private static final UUID A = UUID.fromString("3e11fa47-71ca-11e1-9e33-c80aa9429562");

    @Test
    void neighbouring_numbers_become_ranges() {
        List<TransactionId> ids =
                List.of(
                        new Gtid(A, "", 5),
                        new Gtid(A, "", 4),
                        new Gtid(A, "", 9),
                        new Gtid(A, "site", 1));

        String text = TransactionSet.encode(ids);

        assertThat(text).isEqualTo(A + ":4-5:9;" + A + ":site:1");
        assertThat(TransactionSet.decode(text)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void positions_of_one_file_share_its_name() {
        List<TransactionId> ids =
                List.of(
                        new AtPosition(new LogPosition("mysql-bin.000001", 700)),
                        new AtPosition(new LogPosition("mysql-bin.000001", 400)),
                        new AtPosition(new LogPosition("mysql-bin.000002", 4)));

        String text = TransactionSet.encode(ids);

        assertThat(text).isEqualTo("@mysql-bin.000001:400,700;@mysql-bin.000002:4");
        assertThat(TransactionSet.decode(text)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void the_empty_set_is_the_empty_text() {
        assertThat(TransactionSet.encode(List.of())).isEmpty();
        assertThat(TransactionSet.decode("")).isEmpty();
    }

    @Test
    void foreign_text_is_refused() {
        assertThatThrownBy(() -> TransactionSet.decode("hello"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hello");
    }

    @Test
    void log_files_order_by_number_also_past_the_last_digit() {
        LogPosition before = new LogPosition("bin.999999", 900);
        LogPosition after = new LogPosition("bin.1000000", 4);

        assertThat(before).isLessThan(after);
        assertThat(LogPosition.parse(after.toString())).isEqualTo(after);
    }

    @Test
    void checkpoints_survive_their_text() {
        Checkpoint checkpoint = new Checkpoint(new LogPosition("b.000003", 157), A + ":1-77");

        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    }
}
