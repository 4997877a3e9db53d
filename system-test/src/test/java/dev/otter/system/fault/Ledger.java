package dev.otter.system.fault;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionScript.Ending;
import dev.otter.testkit.workload.TransactionWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lets each transaction of a workload move an amount between two accounts, so that sums hold before
 * and after every whole transaction and at no moment within one. Goes inside of {@link AuditMarks},
 * whose rows are counted too. Thread-safe.
 */
final class Ledger {
    private static final int ACCOUNTS = 120;

    private final String database;
    private final long seed;

    Ledger(String database, long seed) {
        this.database = database;
        this.seed = seed;
    }

    /** Creates the accounts' table, without accounts, in the database, which must exist. */
    void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE "
                            + database
                            + ".account (id INT PRIMARY KEY, balance BIGINT, moves BIGINT)");
        }
    }

    /** Opens the accounts; belongs on the source only. */
    void seed(Connection connection) throws SQLException {
        String rows =
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(id -> "(" + id + ",0,0)")
                        .collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + database + ".account VALUES " + rows);
        }
    }

    /** The same writer, each of whose transactions moves an amount first. */
    TransactionWriter around(TransactionWriter writer, int index) {
        return new Moving(writer, new SplittableRandom(seed * 1_000_003 + index));
    }

    /**
     * What a reader of a database sees broken now, at one moment between two commits; empty when it
     * sees nothing but whole transactions.
     */
    List<String> broken(Connection connection) throws SQLException {
        List<String> broken = new ArrayList<>();
        String first = database + "." + AuditMarks.TABLES.getFirst();
        String last = database + "." + AuditMarks.TABLES.getLast();
        // One statement, which reads one snapshot.
        String looks =
                "SELECT COALESCE(SUM(balance),0), COALESCE(SUM(moves),0),"
                        + (" (SELECT COUNT(*) FROM " + first + "),")
                        + (" (SELECT COUNT(*) FROM " + last + "),")
                        + (" (SELECT COUNT(*) FROM " + first + " JOIN " + last)
                        + (" USING (number)) FROM " + database + ".account");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(looks)) {
            row.next();
            long firsts = row.getLong(3);
            if (row.getLong(1) != 0) {
                broken.add("balances add up to " + row.getLong(1));
            }
            if (row.getLong(2) != 2 * firsts) {
                broken.add(row.getLong(2) + " moves of " + firsts + " transactions");
            }
            if (row.getLong(4) != firsts || row.getLong(5) != firsts) {
                broken.add(
                        firsts
                                + " first marks, "
                                + row.getLong(4)
                                + " last ones, "
                                + row.getLong(5)
                                + " of both");
            }
        }
        return broken;
    }

    private List<String> moving(List<String> statements, SplittableRandom random) {
        int one = random.nextInt(ACCOUNTS);
        int other = (one + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int amount = 1 + random.nextInt(1000);
        List<String> all = new ArrayList<>();
        // Always the smaller number first, or writers would wait for each other.
        all.add(move(Math.min(one, other), amount));
        all.add(move(Math.max(one, other), -amount));
        all.addAll(statements);
        return all;
    }

    private String move(int account, int amount) {
        return "UPDATE %s.account SET balance=balance+(%d), moves=moves+1 WHERE id=%d"
                .formatted(database, amount, account);
    }

    private final class Moving implements TransactionWriter {
        private final TransactionWriter inner;
        private final SplittableRandom random;
        private TransactionScript plain;

        Moving(TransactionWriter inner, SplittableRandom random) {
            this.inner = inner;
            this.random = random;
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
                            plain.kind(),
                            moving(plain.statements(), random),
                            plain.ending(),
                            plain.tag());
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
