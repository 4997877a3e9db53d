package dev.otter.engine.transform.expression;

import dev.cel.runtime.CelVariableResolver;
import dev.otter.binlog.event.Cell;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.cell.CellFaultException;
import dev.otter.engine.transform.cell.CellReader;
import dev.otter.model.error.ErrorCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One image of a row as expressions see it. Cells are read when they are asked for, and once per
 * image. One thread.
 */
public final class RowScope implements CelVariableResolver {
    /** In front of the names of columns. */
    static final String ROW = "row.";

    static final String DATABASE = "source.database";
    static final String TABLE = "source.table";

    private static final Object UNREAD = new Object();

    private final SourceTable table;
    private final Map<String, Integer> places = new HashMap<>();
    private final CellReader[] readers;
    private final Object[] values;
    private RowChanges changes;
    private int image;
    private int fallback;
    private boolean nullRead;
    private Fault fault;

    /** Why a value could not be given. */
    record Fault(ErrorCode code, String what) {}

    public RowScope(SourceTable table) {
        this.table = table;
        int columns = table.columns().size();
        this.readers = new CellReader[columns];
        this.values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            places.put(ROW + table.columns().get(i).name(), i);
        }
        Arrays.fill(values, UNREAD);
    }

    /**
     * Looks at another image.
     *
     * @param first its first cell
     * @param instead first cell of the image that has what this one leaves out; -1 for none
     */
    public void at(RowChanges rows, int first, int instead) {
        changes = rows;
        image = first;
        fallback = instead;
        Arrays.fill(values, UNREAD);
    }

    /** Before an expression is worked out. */
    void begin() {
        nullRead = false;
        fault = null;
    }

    /** Whether a NULL was given since {@link #begin}. */
    boolean nullRead() {
        return nullRead;
    }

    /** Why a value could not be given since {@link #begin}; null when all could. */
    Fault fault() {
        return fault;
    }

    /** Bytes of a column's cell. */
    int cost(int column) {
        int length = changes.length(cell(column));
        return Math.max(0, Cell.partial(length) ? Cell.partialLength(length) : length);
    }

    private int cell(int column) {
        boolean absent = fallback >= 0 && changes.length(image + column) == RowChanges.ABSENT;
        return (absent ? fallback : image) + column;
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case DATABASE -> Optional.of(table.name().database());
            case TABLE -> Optional.of(table.name().table());
            default -> {
                Integer place = places.get(name);
                yield place == null ? Optional.empty() : Optional.of(value(place));
            }
        };
    }

    private Object value(int column) {
        if (values[column] == UNREAD) {
            values[column] = ValueBridge.in(read(column));
        }
        nullRead |= changes.length(cell(column)) == RowChanges.NULL;
        return values[column];
    }

    private Object read(int column) {
        int cell = cell(column);
        int length = changes.length(cell);
        if (length == RowChanges.NULL) {
            return null;
        }
        String name = table.columns().get(column).name();
        if (length < 0) {
            throw failed(
                    ErrorCode.VIEW_VALUE_MISSING,
                    length == RowChanges.ABSENT
                            ? "the log leaves out column " + name
                            : "the log has only the difference of JSON column " + name);
        }
        if (readers[column] == null) {
            readers[column] = new CellReader(table.columns().get(column));
        }
        try {
            return readers[column].read(changes.bytes(), changes.offset(cell), length);
        } catch (CellFaultException e) {
            throw failed(ErrorCode.EXPRESSION_FAILED, e.getMessage());
        }
    }

    private CellFaultException failed(ErrorCode code, String what) {
        fault = new Fault(code, what);
        return new CellFaultException(what);
    }
}
