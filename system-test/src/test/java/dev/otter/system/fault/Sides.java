package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.workload.ConnectionSource;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Hazard;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Source and target of a fault test, with marked torture between them that keeps sums, and the
 * verdict.
 */
final class Sides {
    static final String DATABASE = "torture";

    private final MysqlServer source;
    private final MysqlServer target;
    private final AuditMarks marks = new AuditMarks(DATABASE);
    private final Ledger ledger;
    private final Torture torture;

    private Sides(MysqlServer source, MysqlServer target, Torture torture, Ledger ledger) {
        this.source = source;
        this.target = target;
        this.torture = torture;
        this.ledger = ledger;
    }

    /** Creates the tables on both sides; the source is left without rows. */
    static Sides prepare(MysqlServer source, MysqlServer target, long seed) throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            ServerFeatures features = ServerFeatures.of(from).and(ServerFeatures.of(to));
            // TRUNCATE ends the transaction whose marks and sums are looked at.
            TortureSpec spec = TortureSpec.of(DATABASE, seed, features).without(Hazard.TRUNCATES);
            Torture torture = new Torture(spec);
            Sides sides = new Sides(source, target, torture, new Ledger(DATABASE, seed));
            for (Connection side : List.of(from, to)) {
                torture.createTables(side);
                sides.marks.createTables(side);
                sides.ledger.createTables(side);
            }
            return sides;
        }
    }

    void seed() throws SQLException {
        try (Connection connection = source.connect()) {
            torture.seed(connection);
            ledger.seed(connection);
        }
    }

    /** Starts torture on the source, with marks and sums. */
    WorkloadRun start(RunConfig run) {
        return start(source::connect, run);
    }

    WorkloadRun start(ConnectionSource connections, RunConfig run) {
        return WorkloadRun.start(
                connections,
                run,
                index ->
                        marks.around(
                                ledger.around(torture.writer(index, 0, run.writers()), index)));
    }

    /** Fails when a reader of the target sees anything but whole transactions at this moment. */
    void requireWhole(Connection reader) throws SQLException {
        assertThat(ledger.broken(reader)).isEmpty();
    }

    /** Fails when tables differ or the target's log shows a lost, doubled or torn transaction. */
    Audit requireEqualAndClean() throws SQLException {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(DATABASE);
        Audit audit = Audit.of(LogScan.of(source, DATABASE), LogScan.of(target, DATABASE));
        assertThat(audit.clean()).as(audit.report()).isTrue();
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        assertThat(audit.sourceTransactions()).isPositive();
        return audit;
    }
}
