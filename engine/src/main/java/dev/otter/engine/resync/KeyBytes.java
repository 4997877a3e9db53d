package dev.otter.engine.resync;

import dev.otter.model.table.TableName;
import java.util.Arrays;

/**
 * The key of one row of a source table. Immutable by agreement (the bytes are not copied).
 *
 * @param bytes the key's cells, each behind its length
 */
record KeyBytes(TableName table, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyBytes that
                && table.equals(that.table)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + Arrays.hashCode(bytes);
    }
}
