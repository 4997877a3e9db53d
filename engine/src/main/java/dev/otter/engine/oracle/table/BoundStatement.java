package dev.otter.engine.oracle.table;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/**
 * A statement about one row, with its values.
 *
 * @param sql the text, with a question mark for each value
 * @param binds the values in the order of their places
 */
public record BoundStatement(String sql, List<Bind> binds) {
    /** A statement has at most so many places for values. */
    static final int BINDS_MAX = 65_535;

    public BoundStatement {
        binds = List.copyOf(binds);
        if (binds.size() > BINDS_MAX) {
            throw new IllegalArgumentException(binds.size() + " values in one statement");
        }
    }

    /** Hands all values to the driver. */
    public void set(PreparedStatement statement, LargeValues large) throws SQLException {
        for (int i = 0; i < binds.size(); i++) {
            binds.get(i).set(statement, i + 1, large);
        }
    }

    /** Approximate size of the values in memory, in bytes. */
    public long size() {
        return binds.stream().mapToLong(Bind::size).sum();
    }

    /** Whether both can be rows of one batch: the same text, and values of the same kinds. */
    public boolean alike(BoundStatement other) {
        return sql.equals(other.sql) && located().equals(other.located());
    }

    private BitSet located() {
        BitSet located = new BitSet();
        for (int i = 0; i < binds.size(); i++) {
            located.set(i, binds.get(i).located());
        }
        return located;
    }
}
