package dev.otter.engine.extract;

import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.event.TableMetadata;
import dev.otter.binlog.row.ColumnType;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.schema.LoggedShapes;
import dev.otter.engine.schema.TableShape;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the shape of a table at a point of the log.
 *
 * <p>Where the log names its columns (binlog_row_metadata FULL) the log alone is believed.
 * Otherwise the history of the table's shapes tells; where that knows nothing, the source is asked
 * how the table looks now. Either is used only when number and types of columns are those of the
 * log; if not, the shape of that time is unknown and it is an error, never a guess. One thread.
 */
final class Shapes {
    private static final int KNOWN_MAX = 20_000;
    private static final int NEWEST_MAX = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Shapes.class);

    private final SourceColumns source;
    private final LoggedShapes history;
    private final IdentityHashMap<TableMap, SourceTable> known = new IdentityHashMap<>();
    private final Map<TableName, SourceTable> newest = new HashMap<>();

    Shapes(SourceColumns source, LoggedShapes history) {
        this.source = source;
        this.history = history;
    }

    /** The shape that rows of this table map have. */
    SourceTable of(TableMap map) {
        SourceTable shape = known.get(map);
        if (shape == null) {
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            shape = shared(resolve(map));
            known.put(map, shape);
        }
        return shape;
    }

    /** Forgets all shapes: a statement changed tables. */
    void forget() {
        if (newest.size() > NEWEST_MAX) {
            // Names that had rows once must not be kept for ever.
            newest.values().retainAll(Set.copyOf(known.values()));
        }
        known.clear();
        source.forget();
    }

    /** The same columns as before keep the same object. */
    private SourceTable shared(SourceTable shape) {
        SourceTable before = newest.get(shape.name());
        if (before != null && same(before.columns(), shape.columns())) {
            return before;
        }
        newest.put(shape.name(), shape);
        return shape;
    }

    private static boolean same(List<LogColumn> a, List<LogColumn> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            LogColumn x = a.get(i);
            LogColumn y = b.get(i);
            if (!x.name().equals(y.name())
                    || !x.type().equals(y.type())
                    || !x.charset().equals(y.charset())
                    || !x.memberCharset().equals(y.memberCharset())
                    || x.generated() != y.generated()
                    || !sameMembers(x.members(), y.members())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMembers(List<byte[]> a, List<byte[]> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!java.util.Arrays.equals(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private SourceTable resolve(TableMap map) {
        TableName name = new TableName(map.schema(), map.table());
        TableMetadata metadata = map.metadata();
        return metadata.names().isEmpty() || signsMissing(map) || membersUntold(metadata)
                ? new SourceTable(name, asked(name, map))
                : new SourceTable(name, told(map, metadata));
    }

    /** Some versions do not tell reliably which numbers are unsigned; a guess would be a change. */
    private static boolean signsMissing(TableMap map) {
        return map.types().stream()
                .anyMatch(type -> type.numeric() && type.sign() == ColumnType.Sign.UNKNOWN);
    }

    /**
     * Some versions do not tell the character set of members; only those in ASCII can do without.
     */
    private static boolean membersUntold(TableMetadata metadata) {
        for (int i = 0; i < metadata.texts().size(); i++) {
            boolean told = !metadata.collations().isEmpty() && metadata.collations().get(i) >= 0;
            if (!told && metadata.texts().get(i).stream().anyMatch(Shapes::beyondAscii)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beyondAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private List<LogColumn> told(TableMap map, TableMetadata metadata) {
        List<LogColumn> columns = new ArrayList<>();
        for (int i = 0; i < map.columnCount(); i++) {
            ColumnType type = map.type(i);
            String charset = charset(type, metadata, i);
            boolean text = type.character();
            columns.add(
                    new LogColumn(
                            metadata.names().get(i),
                            type,
                            text ? charset : "",
                            metadata.texts().isEmpty() ? List.of() : metadata.texts().get(i),
                            text ? "" : charset,
                            false));
        }
        return columns;
    }

    private String charset(ColumnType type, TableMetadata metadata, int column) {
        int number = metadata.collations().isEmpty() ? -1 : metadata.collations().get(column);
        if (number < 0) {
            return "";
        }
        String charset = source.charset(number);
        if (charset.isEmpty()) {
            throw new OtterException(
                    ErrorCode.LOG_UNREADABLE,
                    "the log uses collation number " + number + ", which the source does not know",
                    "column " + column + " of type " + type,
                    "Report the server's version.");
        }
        return charset;
    }

    private List<LogColumn> asked(TableName name, TableMap map) {
        Optional<TableShape> then = history.shape(name);
        if (then.isPresent()) {
            Optional<List<LogColumn>> known = kept(map, then.get().columns());
            if (known.isPresent()) {
                return known.get();
            }
            LOG.warn(
                    "rows of table {} are not as its statements in the log say; the source is asked"
                            + " how it looks",
                    name);
        }
        return now(name, map);
    }

    /** The columns with what the log tells of them; empty when they are not those of the log. */
    private Optional<List<LogColumn>> kept(TableMap map, List<LogColumn> columns) {
        if (columns.size() != map.columnCount()) {
            return Optional.empty();
        }
        List<LogColumn> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            LogColumn column = columns.get(i);
            ColumnType logged = map.type(i);
            String charset = charset(map, i, column);
            if (!fits(logged, column.type()) || charset.equals(TableShape.UNKNOWN)) {
                return Optional.empty();
            }
            all.add(
                    new LogColumn(
                            column.name(),
                            logged.numeric() && logged.sign() == ColumnType.Sign.UNKNOWN
                                    ? logged.with(column.type().sign())
                                    : logged,
                            charset,
                            column.members(),
                            column.memberCharset(),
                            column.generated()));
        }
        return Optional.of(all);
    }

    /** Some logs tell the character sets of texts without their names. */
    private String charset(TableMap map, int index, LogColumn column) {
        if (column.charset().isEmpty()) {
            return "";
        }
        String told = charset(map.type(index), map.metadata(), index);
        return told.isEmpty() ? column.charset() : told;
    }

    private List<LogColumn> now(TableName name, TableMap map) {
        List<LogColumn> now = source.columns(name);
        if (now.size() != map.columnCount()) {
            throw mismatch(
                    name,
                    "the log's rows have "
                            + map.columnCount()
                            + " columns, the table has "
                            + now.size()
                            + " now");
        }
        List<LogColumn> columns = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            LogColumn column = now.get(i);
            ColumnType logged = map.type(i);
            if (!fits(logged, column.type())) {
                throw mismatch(
                        name,
                        "column "
                                + column.name()
                                + " is "
                                + logged
                                + " in the log and "
                                + column.type()
                                + " now");
            }
            ColumnType type =
                    logged.numeric() && logged.sign() == ColumnType.Sign.UNKNOWN
                            ? logged.with(column.type().sign())
                            : logged;
            columns.add(
                    new LogColumn(
                            column.name(),
                            type,
                            column.charset(),
                            column.members(),
                            column.memberCharset(),
                            column.generated()));
        }
        return columns;
    }

    private static boolean fits(ColumnType logged, ColumnType now) {
        boolean signFits =
                logged.sign() == ColumnType.Sign.UNKNOWN
                        || now.sign() == ColumnType.Sign.UNKNOWN
                        || !logged.numeric()
                        || logged.sign() == now.sign();
        return logged.kind() == now.kind() && signFits;
    }

    private static OtterException mismatch(TableName table, String what) {
        return new OtterException(
                ErrorCode.SHAPE_MISMATCH,
                what,
                "table " + table,
                "The table was altered after these rows were written. Let the source name columns"
                        + " in its log (SET PERSIST binlog_row_metadata=FULL on MySQL 8.0 and later)"
                        + " or start behind the change.");
    }
}
