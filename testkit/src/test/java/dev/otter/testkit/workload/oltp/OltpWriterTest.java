package dev.otter.testkit.workload.oltp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.workload.TransactionScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OltpWriterTest {

    private static final OltpConfig CONFIG = new OltpConfig("bench", 1, 100, 42);

    @Test
    void the_same_seed_writes_the_same_transactions() {
        assertThat(scripts(0)).isEqualTo(scripts(0));
    }

    @Test
    void writers_write_different_transactions() {
        assertThat(scripts(0)).isNotEqualTo(scripts(1));
    }

    @Test
    void each_commit_tells_the_greatest_id_it_inserted() {
        List<Long> heard = new ArrayList<>();
        OltpWriter writer =
                new OltpWriter(
                        CONFIG,
                        new OltpMix.InsertOnly(10, true),
                        new OltpShare(0, 2, 200),
                        List.of(new LiveIds()),
                        (id, _) -> heard.add(id));
        for (int i = 0; i < 3; i++) {
            writer.committed(writer.next(), 0);
        }
        assertThat(heard).containsExactly(218L, 238L, 258L);
    }

    @Test
    void single_inserts_are_a_statement_each() {
        OltpWriter writer =
                new OltpWriter(
                        CONFIG,
                        new OltpMix.InsertOnly(10, false),
                        new OltpShare(0, 1, 101),
                        List.of(new LiveIds()),
                        CommitListener.none());
        assertThat(writer.next().statements()).hasSize(10).allMatch(s -> s.startsWith("INSERT"));
    }

    private static List<TransactionScript> scripts(int writer) {
        LiveIds live = new LiveIds();
        for (int id = 1; id <= 50; id++) {
            live.add(id * 2L + writer);
        }
        OltpWriter made =
                new OltpWriter(
                        CONFIG,
                        OltpMix.Mixed.standard(10),
                        new OltpShare(writer, 2, 102 + writer),
                        List.of(live),
                        CommitListener.none());
        List<TransactionScript> scripts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TransactionScript script = made.next();
            made.committed(script, 0);
            scripts.add(script);
        }
        return scripts;
    }
}
