package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How transactions are named by a run that goes on, whatever the source does today. */
class NamingTest {
    private static final UUID SERVER = UUID.fromString("11111111-1111-1111-1111-111111111111");
    private static final LogPosition PLACE = new LogPosition("log.000001", 500);
    private static final Checkpoint WITH_GTIDS = new Checkpoint(PLACE, SERVER + ":1-5");
    private static final Checkpoint WITHOUT = new Checkpoint(PLACE, "");

    private static TransactionId gtid(long number) {
        return new TransactionId.Gtid(SERVER, "", number);
    }

    private static TransactionId at(long offset) {
        return new TransactionId.AtPosition(new LogPosition("log.000001", offset));
    }

    private static Recovered recovered(Checkpoint mark, TransactionId... ids) {
        return new Recovered(1, 7, Optional.of(mark), 4, Map.of(2, List.of(ids)));
    }

    /** It needs no connection where the mark tells all. */
    private static Naming goOn(Recovered recovered, boolean gtids) {
        return Naming.goOn(null, null, 1, recovered, gtids);
    }

    @Test
    void by_gtids_only_where_mark_and_source_have_them() {
        assertThat(Naming.byGtids(WITH_GTIDS, true)).isTrue();
        assertThat(Naming.byGtids(WITH_GTIDS, false)).isFalse();
        assertThat(Naming.byGtids(WITHOUT, true)).isFalse();
    }

    @Test
    void a_pipeline_that_stays_with_gtids_keeps_what_its_slots_say() {
        Recovered before = recovered(WITH_GTIDS, gtid(4), gtid(9));

        assertThat(goOn(before, true)).isEqualTo(Naming.begin(before, true));
    }

    @Test
    void gtids_that_the_mark_has_passed_are_dropped_and_those_above_keep_their_names() {
        Naming naming = goOn(recovered(WITH_GTIDS, gtid(4), gtid(9), at(900)), false);

        assertThat(naming.gtids()).isFalse();
        assertThat(naming.known()).containsExactly(gtid(9));
        assertThat(naming.recovered().durable()).isEqualTo(Map.of(2, List.of(gtid(9), at(900))));
    }
}
