package dev.otter.testkit.workload.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.ServerFeatures.JsonBytes;
import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionScript.Ending;
import dev.otter.testkit.workload.TransactionWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TortureTest {

    private static final ServerFeatures OLD =
            new ServerFeatures(false, true, JsonBytes.BIT, false, false, false, true);
    private static final ServerFeatures NEW =
            new ServerFeatures(false, true, JsonBytes.BLOB, true, false, false, true);

    @Test
    void the_same_seed_draws_the_same_tables_and_transactions() {
        assertThat(torture(1).ddl()).isEqualTo(torture(1).ddl());
        assertThat(torture(1).ddl()).isNotEqualTo(torture(2).ddl());
        assertThat(scripts(1, 0)).isEqualTo(scripts(1, 0));
        assertThat(scripts(1, 0)).isNotEqualTo(scripts(1, 1));
    }

    @Test
    void all_tricks_occur() {
        String all = String.join("\n", scripts(3, 0).stream().map(s -> sql(s)).toList());
        assertThat(all)
                .contains("SAVEPOINT s1", "ROLLBACK TO SAVEPOINT s1", "REPLACE INTO t")
                .contains("ON DUPLICATE KEY UPDATE", " SELECT ", "INSERT IGNORE", "SET v=v WHERE")
                .contains("REPLACE INTO bulk", "LIMIT 1", " IN (");
        assertThat(scripts(3, 0))
                .anyMatch(script -> script.ending() == Ending.ROLLBACK)
                .anyMatch(script -> script.statements().size() > 20);
    }

    @Test
    void most_transactions_are_small() {
        double statements =
                scripts(5, 1).stream().mapToInt(s -> s.statements().size()).average().orElseThrow();
        assertThat(statements).isBetween(2.0, 5.0);
    }

    @Test
    void hazards_can_be_left_out() {
        TortureSpec calm = spec(1).without(Hazard.values());
        List<String> ddl = new Torture(calm).ddl();
        assertThat(ddl).noneMatch(sql -> sql.contains("CASCADE") || sql.contains("SET NULL"));
        assertThat(ddl).allMatch(sql -> sql.contains("PRIMARY KEY") || sql.contains("UNIQUE KEY"));
    }

    @Test
    void tables_are_truncated_to_which_no_foreign_key_leads() {
        List<String> old = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (long seed = 1; seed <= 8; seed++) {
            old.addAll(truncated(new Torture(TortureSpec.of("torture", seed, OLD))));
            now.addAll(truncated(new Torture(TortureSpec.of("torture", seed, NEW))));
        }
        assertThat(old).isNotEmpty().noneMatch(ddl -> ddl.contains("FOREIGN KEY"));
        assertThat(now).anyMatch(ddl -> ddl.contains("FOREIGN KEY"));
        TortureSpec without = spec(1).without(Hazard.TRUNCATES);
        assertThat(truncated(new Torture(without))).isEmpty();
    }

    /** How the tables are created that its first writer truncates. */
    private static List<String> truncated(Torture torture) {
        List<String> all = torture.ddl();
        List<String> truncated = new ArrayList<>();
        for (TransactionScript script : scripts(torture, 0)) {
            if (script.kind().equals("truncate")) {
                String table = script.statements().getFirst().replace("TRUNCATE TABLE ", "");
                assertThat(all).noneMatch(ddl -> ddl.contains("REFERENCES " + table + " "));
                all.stream()
                        .filter(ddl -> ddl.startsWith("CREATE TABLE " + table + " "))
                        .forEach(truncated::add);
            }
        }
        return truncated;
    }

    private static TortureSpec spec(long seed) {
        return TortureSpec.of("torture", seed, OLD);
    }

    private static Torture torture(long seed) {
        return new Torture(spec(seed));
    }

    private static String sql(TransactionScript script) {
        return String.join("\n", script.statements());
    }

    private static List<TransactionScript> scripts(long seed, int writer) {
        return scripts(torture(seed), writer);
    }

    private static List<TransactionScript> scripts(Torture torture, int writer) {
        TransactionWriter made = torture.writer(writer, 0, 4);
        List<TransactionScript> scripts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            TransactionScript script = made.next();
            if (script.ending() == Ending.COMMIT) {
                made.committed(script, 0);
            }
            scripts.add(script);
        }
        return scripts;
    }
}
