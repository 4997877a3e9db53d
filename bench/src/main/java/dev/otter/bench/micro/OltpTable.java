package dev.otter.bench.micro;

import dev.otter.testkit.workload.oltp.Oltp;
import dev.otter.testkit.workload.oltp.OltpConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntFunction;

/** The table of sysbench, {@code sbtest1(id, k, c, pad)}, and what is done to its rows. */
final class OltpTable {
    /** Rows with ids from 1 that are there before anything is logged. */
    static final int ROWS = 1_000;

    private static final String TABLE = "`micro`.`sbtest1`";
    private static final int STATEMENTS_PER_CALL = 100;

    private OltpTable() {}

    /** Creates and fills it. */
    static void create(Connection connection) throws SQLException {
        Oltp oltp = new Oltp(new OltpConfig("micro", 1, ROWS, 7));
        oltp.createSchema(connection);
        oltp.load(connection);
    }

    /**
     * Changes one row at a time.
     *
     * @param changes how many
     * @param perTransaction a divisor of it
     * @param change the statement with a number, from 0
     */
    static void write(
            Connection connection, int changes, int perTransaction, IntFunction<String> change)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            StringBuilder sql = new StringBuilder();
            for (int i = 0; i < changes; i++) {
                sql.append(i % perTransaction == 0 ? "BEGIN;" : "").append(change.apply(i));
                sql.append((i + 1) % perTransaction == 0 ? ";COMMIT;" : ";");
                if ((i + 1) % STATEMENTS_PER_CALL == 0 || i + 1 == changes) {
                    statement.execute(sql.toString());
                    sql.setLength(0);
                }
            }
        }
    }

    /** Of ten changes eight update, one inserts and one deletes. */
    static String mixed(int i) {
        return switch (i % 10) {
            case 0 ->
                    "INSERT INTO %s VALUES (%d,%d,%s)".formatted(TABLE, ROWS + 1 + i, i, texts(i));
            case 5 -> "DELETE FROM %s WHERE id=%d".formatted(TABLE, ROWS + 1 + i - 5);
            case 2, 4, 6, 8 -> "UPDATE %s SET k=k+1 WHERE id=%d".formatted(TABLE, anyId(i));
            default -> updateText(anyId(i), i);
        };
    }

    /** Gives the row another text. */
    static String updateText(int id, int seed) {
        return "UPDATE %s SET c=LEFT(SHA2(%d,512),119) WHERE id=%d".formatted(TABLE, seed, id);
    }

    private static int anyId(int i) {
        return 1 + (int) (i * 7_919L % ROWS);
    }

    private static String texts(int i) {
        return "LEFT(SHA2(%d,512),119),LEFT(SHA2(%d,256),59)".formatted(i, i);
    }
}
