package dev.otter.engine.oracle.ddl;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What tables of Oracle look like in its dictionary, short enough to be kept. Stateless. */
final class TableLooks {
    private static final int DIGEST_BYTES = 16;

    private TableLooks() {}

    /**
     * A digest of tables, those that are not there included.
     *
     * @param find the table as it is now
     */
    static String of(
            Collection<TableName> tables, Function<TableName, Optional<TargetTable>> find) {
        StringBuilder text = new StringBuilder();
        for (TableName name : new TreeSet<>(tables)) {
            text.append(name).append('\n');
            find.apply(name).ifPresent(table -> append(text, table));
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void append(StringBuilder text, TargetTable table) {
        for (TableColumn column : table.columns()) {
            text.append(column.name())
                    .append(' ')
                    .append(column.columnType())
                    .append(column.nullable() ? " null" : "")
                    .append(column.hasDefault() ? " default" : "")
                    .append('\n');
        }
        for (TableIndex index : table.indexes()) {
            text.append(index.name()).append(' ').append(index.parts()).append('\n');
        }
        for (ForeignKey key : table.foreignKeys()) {
            text.append(key).append('\n');
        }
    }
}
