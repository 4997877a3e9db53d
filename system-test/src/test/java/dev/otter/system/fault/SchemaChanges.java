package dev.otter.system.fault;

import dev.otter.testkit.server.MysqlServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Statements that change tables of {@link BigTables} and of the torture while both are copied and
 * written, each kind among the first eight. They leave alone what the writers name. For one thread.
 */
final class SchemaChanges {
    /** A deadlock, and what 8.0.12 says when it cannot follow the writers of an ALTER in place. */
    private static final Set<Integer> BY_CHANCE = Set.of(1213, 1034);

    private static final int TRIES_MOST = 20;

    private static final List<String> STATEMENTS =
            List.of(
                    "ALTER TABLE big.plain ADD COLUMN extra INT NULL DEFAULT 7",
                    "CREATE TABLE big.fresh (id INT PRIMARY KEY, v VARCHAR(20))",
                    "ALTER TABLE big.mixed MODIFY COLUMN c VARCHAR(40) CHARACTER SET utf8mb4 NULL",
                    "RENAME TABLE big.fresh TO big.renamed",
                    "ALTER TABLE big.pair ADD INDEX kx (v)",
                    "TRUNCATE TABLE big.uniq",
                    "ALTER TABLE big.plain DROP INDEX kv",
                    "ALTER TABLE big.plain DROP COLUMN extra",
                    "ALTER TABLE big.text ADD COLUMN note VARCHAR(30) NOT NULL DEFAULT 'né' FIRST",
                    "TRUNCATE TABLE big.renamed",
                    "ALTER TABLE big.wide MODIFY COLUMN body LONGTEXT NULL",
                    "CREATE INDEX kf ON big.uniq (f)",
                    "ALTER TABLE big.doc ADD COLUMN at DATETIME NULL AFTER v",
                    "DROP INDEX kx ON big.pair",
                    "ALTER TABLE torture.t0 ADD COLUMN extra INT NULL",
                    "ALTER TABLE big.uniq MODIFY COLUMN v BIGINT NULL",
                    "ALTER TABLE big.bare ADD COLUMN extra INT NULL",
                    "CREATE TABLE big.other LIKE big.renamed",
                    "ALTER TABLE big.doc DROP COLUMN at",
                    "RENAME TABLE big.other TO big.last",
                    "ALTER TABLE torture.t0 DROP COLUMN extra",
                    "ALTER TABLE big.pair DROP INDEX kn, ADD INDEX kn (v, note)");

    private final MysqlServer source;
    private final int wanted;
    private int done;

    /**
     * @param wanted how many of the statements are run
     */
    SchemaChanges(MysqlServer source, int wanted) {
        this.source = source;
        this.wanted = Math.min(wanted, STATEMENTS.size());
    }

    /** Runs statements until so many of this number of parts are done. */
    void upTo(int part, int parts) throws SQLException {
        int goal = (int) ((long) wanted * part / parts);
        while (done < goal) {
            next();
        }
    }

    private void next() throws SQLException {
        String sql = STATEMENTS.get(done++);
        run(sql);
        if (sql.contains("big.fresh (")) {
            source.execute("INSERT INTO big.fresh VALUES (1,'one'),(2,'two')");
        } else if (sql.startsWith("TRUNCATE TABLE big.renamed")) {
            source.execute("INSERT INTO big.renamed VALUES (3,'three')");
        }
    }

    private void run(String sql) throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                source.execute("SET SESSION lock_wait_timeout=300", sql);
                return;
            } catch (SQLException e) {
                if (!BY_CHANCE.contains(e.getErrorCode()) || tried == TRIES_MOST) {
                    throw e;
                }
            }
        }
    }

    int done() {
        return done;
    }
}
