package dev.otter.system.fault;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionScript.Ending;
import dev.otter.testkit.workload.TransactionWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each transaction of a workload a number of its own, written by its first and by its last
 * statement into two tables, so that a transaction applied in halves can be told. Thread-safe.
 */
final class AuditMarks {
    /** Where first and last statements write. */
    static final List<String> TABLES = List.of("audit_first", "audit_last");

    private final String database;
    private final AtomicLong numbers = new AtomicLong();

    AuditMarks(String database) {
        this.database = database;
    }

    /** Creates the two tables in the database, which must exist. */
    void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(
                        "CREATE TABLE " + database + "." + table + " (number BIGINT PRIMARY KEY)");
            }
        }
    }

    /** The same writer with marks around each of its transactions. */
    TransactionWriter around(TransactionWriter writer) {
        return new Marked(writer);
    }

    private List<String> marked(List<String> statements) {
        long number = numbers.incrementAndGet();
        List<String> all = new ArrayList<>();
        all.add(insert(TABLES.getFirst(), number));
        all.addAll(statements);
        all.add(insert(TABLES.getLast(), number));
        return all;
    }

    private String insert(String table, long number) {
        return "INSERT INTO " + database + "." + table + " VALUES (" + number + ")";
    }

    private final class Marked implements TransactionWriter {
        private final TransactionWriter inner;
        private TransactionScript plain;

        Marked(TransactionWriter inner) {
            this.inner = inner;
        }

        @Override
        public List<String> session() {
            return inner.session();
        }

        @Override
        public TransactionScript next() {
            plain = inner.next();
            return plain.ending() == Ending.ROLLBACK
                    ? plain
                    : new TransactionScript(
                            plain.kind(), marked(plain.statements()), plain.ending(), plain.tag());
        }

        @Override
        public void committed(TransactionScript script, long nanos) {
            inner.committed(plain, nanos);
        }

        @Override
        public boolean expects(SQLException error) {
            return inner.expects(error);
        }

        @Override
        public void rejected(TransactionScript script, SQLException error) {
            inner.rejected(plain, error);
        }

        @Override
        public void unknown(TransactionScript script) {
            inner.unknown(plain);
        }
    }
}
