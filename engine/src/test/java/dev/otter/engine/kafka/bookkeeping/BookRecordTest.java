package dev.otter.engine.kafka.bookkeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BookRecordTest {

    @Test
    void every_record_is_read_back_as_it_was_written() {
        for (BookRecord record :
                new BookRecord[] {
                    new BookRecord.Slot(7, 12, "bin.1:4|a=b", "@bin.1:4,9", 17),
                    new BookRecord.Epoch(3, 16),
                    new BookRecord.Held("shop.a=b", Optional.of("why")),
                    new BookRecord.Held("shop.t", Optional.empty())
                }) {
            assertThat(BookRecord.of(record.key(), record.value())).contains(record);
        }
    }

    @Test
    void a_text_of_several_lines_stays_one_value() {
        BookRecord held = new BookRecord.Held("a.b", Optional.of("one\ntwo\r\nerror=three"));
        assertThat(BookRecord.of(held.key(), held.value()))
                .contains(new BookRecord.Held("a.b", Optional.of("one two error=three")));
    }

    @Test
    void what_is_no_record_is_refused_and_what_is_not_known_is_left_alone() {
        byte[] slot = new BookRecord.Slot(1, 1, "m", "", 0).key();
        assertThatThrownBy(() -> BookRecord.of(slot, "x".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("group");
        assertThat(BookRecord.of("later".getBytes(StandardCharsets.UTF_8), slot)).isEmpty();
        assertThat(BookRecord.of(slot, null)).isEmpty();
    }

    @Test
    void names_of_pipelines_that_topics_cannot_have_stay_apart() {
        assertThat(KafkaNames.of("shop/a-to-b").checkpoints())
                .isEqualTo("otter.checkpoint.shop.a-to-b");
        assertThat(KafkaNames.of("shop/a_b").pipeline())
                .startsWith("shop.a-b-")
                .isNotEqualTo(KafkaNames.of("shop/a.b").pipeline())
                .isNotEqualTo(KafkaNames.of("shop/a-b").pipeline());
        assertThat(KafkaNames.of("销售/下单").checkpoints()).matches("[A-Za-z0-9.-]+");
    }
}
