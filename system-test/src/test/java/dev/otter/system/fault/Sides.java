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
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.sql.Connection;
import java.sql.SQLException;

/** Source and target of a fault test, with marked torture between them, and the verdict. */
final class Sides {
    static final String DATABASE = "torture";

    private final MysqlServer source;
    private final MysqlServer target;
    private final AuditMarks marks = new AuditMarks(DATABASE);
    private final Torture torture;

    private Sides(MysqlServer source, MysqlServer target, Torture torture) {
        this.source = source;
        this.target = target;
        this.torture = torture;
    }

    /** Creates the tables on both sides; the source is left without rows. */
    static Sides prepare(MysqlServer source, MysqlServer target, long seed) throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            ServerFeatures features = ServerFeatures.of(from).and(ServerFeatures.of(to));
            Torture torture = new Torture(TortureSpec.of(DATABASE, seed, features));
            Sides sides = new Sides(source, target, torture);
            torture.createTables(from);
            torture.createTables(to);
            sides.marks.createTables(from);
            sides.marks.createTables(to);
            return sides;
        }
    }

    void seed() throws SQLException {
        try (Connection connection = source.connect()) {
            torture.seed(connection);
        }
    }

    /** Starts marked torture on the source. */
    WorkloadRun start(RunConfig run) {
        return start(source::connect, run);
    }

    WorkloadRun start(ConnectionSource connections, RunConfig run) {
        return WorkloadRun.start(
                connections, run, index -> marks.around(torture.writer(index, 0, run.writers())));
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
