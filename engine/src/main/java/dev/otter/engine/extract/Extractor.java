package dev.otter.engine.extract;

import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.schema.LoggedShapes;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps what is in scope: copies row bytes out of the reader's buffer, finds the border of each
 * cell and hands whole transactions on. A transaction that outgrows the limit is handed on in
 * parts.
 *
 * <p>Belongs to the reading thread.
 */
public final class Extractor implements LogListener {
    private final TableRoute scope;
    private final SourceColumns source;
    private final Predicate<TableName> besides;
    private final Shapes shapes;
    private final LoggedShapes history;
    private final DeliverySink sink;
    private final long giantBytes;

    private final RowCursor cursor = new RowCursor();
    private int[] offsets = new int[256];
    private int[] lengths = new int[256];
    private List<RowChanges> changes = new ArrayList<>();
    private int rows;
    private long bytes;
    private boolean giant;
    private Optional<TransactionId> named = Optional.empty();
    private long sequence;

    /**
     * @param scope which tables are wanted
     * @param source where shapes come from that the log does not tell
     * @param sink takes what is left; may block
     * @param giantBytes a transaction larger than this is handed on in parts
     */
    public Extractor(TableRoute scope, SourceColumns source, DeliverySink sink, long giantBytes) {
        this(scope, _ -> false, source, LoggedShapes.none(), sink, giantBytes);
    }

    /**
     * The same with tables out of scope whose rows are wanted all the same, and nothing else of
     * them, and with what is known of shapes along the log.
     *
     * @param besides which these tables are
     * @param history follows the statements in the log
     */
    public Extractor(
            TableRoute scope,
            Predicate<TableName> besides,
            SourceColumns source,
            LoggedShapes history,
            DeliverySink sink,
            long giantBytes) {
        this.scope = scope;
        this.source = source;
        this.besides = besides;
        this.history = history;
        this.shapes = new Shapes(source, history);
        this.sink = sink;
        this.giantBytes = giantBytes;
    }

    @Override
    public boolean wants(TableMap table) {
        TableName name = new TableName(table.schema(), table.table());
        return scope.target(name).isPresent() || besides.test(name);
    }

    @Override
    public void rows(RowsEvent event) {
        SourceTable shape = shapes.of(event.table());
        RowChanges change = copy(event, shape);
        if (event.leavesOutDefaults() && !Replaced.complete(change)) {
            Replaced.rows(change).forEach(this::add);
        } else {
            add(change);
        }
        if (bytes > giantBytes) {
            handOnPart();
        }
    }

    private void add(RowChanges change) {
        changes.add(change);
        rows += change.rows();
        bytes += change.size();
    }

    private void handOnPart() {
        giant = true;
        sink.accept(new Delivery.GiantPart(List.copyOf(changes), rows, bytes, named));
        clear();
    }

    private RowChanges copy(RowsEvent event, SourceTable shape) {
        ChangeKind kind =
                switch (event.kind()) {
                    case INSERT -> ChangeKind.INSERT;
                    case UPDATE -> ChangeKind.UPDATE;
                    case DELETE -> ChangeKind.DELETE;
                };
        int columns = shape.columns().size();
        int cells = 0;
        cursor.open(event);
        while (cursor.next()) {
            ensure(cells + columns * kind.images());
            if (kind != ChangeKind.INSERT) {
                cells = cursor.fill(RowCursor.Image.BEFORE, offsets, lengths, cells);
            }
            if (kind != ChangeKind.DELETE) {
                cells = cursor.fill(RowCursor.Image.AFTER, offsets, lengths, cells);
            }
        }
        int base = event.rowsOffset();
        byte[] copied = Arrays.copyOfRange(event.buffer(), base, base + event.rowsLength());
        int[] ownOffsets = new int[cells];
        for (int i = 0; i < cells; i++) {
            ownOffsets[i] = offsets[i] - base;
        }
        return new RowChanges(
                kind,
                shape,
                shape.name(),
                event.foreignKeyChecks() && !event.cascadesLogged(),
                new RowChanges.Cells(copied, ownOffsets, Arrays.copyOf(lengths, cells)));
    }

    private void ensure(int cells) {
        if (cells > offsets.length) {
            int size = Math.max(cells, offsets.length * 2);
            offsets = Arrays.copyOf(offsets, size);
            lengths = Arrays.copyOf(lengths, size);
        }
    }

    @Override
    public void named(TransactionId id) {
        named = Optional.of(id);
    }

    @Override
    public void committed(TransactionId id, LogPosition end, long commitMicros) {
        if (giant) {
            if (!changes.isEmpty()) {
                handOnPart();
            }
            giant = false;
            sink.accept(new Delivery.GiantEnd(particulars(id, end, commitMicros)));
        } else if (changes.isEmpty()) {
            sink.accept(new Delivery.Skipped(Optional.of(id), end));
        } else {
            sequence++;
            sink.accept(
                    new Delivery.Transaction(
                            new SourceTransaction(
                                    sequence, id, end, commitMicros, changes, rows, bytes)));
        }
        clear();
        named = Optional.empty();
    }

    private SourceTransaction particulars(TransactionId id, LogPosition end, long commitMicros) {
        sequence++;
        return new SourceTransaction(sequence, id, end, commitMicros, List.of(), 0, 0);
    }

    @Override
    public void rolledBack(TransactionId id, LogPosition end) {
        broken();
        sink.accept(new Delivery.Skipped(Optional.of(id), end));
    }

    @Override
    public void moved(LogPosition end) {
        sink.accept(new Delivery.Skipped(Optional.empty(), end));
    }

    @Override
    public void broken() {
        if (giant) {
            giant = false;
            sink.accept(new Delivery.GiantBroken());
        }
        clear();
        named = Optional.empty();
    }

    private void clear() {
        changes = new ArrayList<>();
        rows = 0;
        bytes = 0;
    }

    @Override
    public void statement(
            LoggedStatement statement, TransactionId id, LogPosition end, long commitMicros) {
        switch (statement.kind()) {
            case TABLE_SHAPE, TRUNCATE -> {
                history.statement(statement, id);
                shapes.forget();
                List<TableName> inScope = inScope(statement);
                if (!inScope.isEmpty()) {
                    if (midway()) {
                        throw refuseWithinTransaction(statement, end);
                    }
                    named = Optional.empty();
                    boolean truncates = statement.kind() == LoggedStatement.Kind.TRUNCATE;
                    sink.accept(
                            new Delivery.SchemaChange(
                                    statement.text(),
                                    inScope,
                                    inScope,
                                    truncates,
                                    particulars(id, end, commitMicros),
                                    statement,
                                    false));
                    return;
                }
            }
            case ROWS_AS_STATEMENT -> {
                List<TableName> changed = changed(statement);
                if (!changed.isEmpty()) {
                    throw loggedAsStatement(statement, changed, end);
                }
            }
            case DROP_DATABASE -> {
                List<TableName> dropped =
                        history.dropped(statement).stream()
                                .filter(t -> scope.target(t).isPresent())
                                .toList();
                history.statement(statement, id);
                shapes.forget();
                if (!dropped.isEmpty()) {
                    if (midway()) {
                        throw refuseWithinTransaction(statement, end);
                    }
                    sink.accept(
                            new Delivery.SchemaChange(
                                    statement.text(),
                                    dropped,
                                    dropped,
                                    false,
                                    particulars(id, end, commitMicros),
                                    statement,
                                    false));
                    return;
                }
            }
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, ROLLBACK_TO_SAVEPOINT, XA, OTHER -> {}
        }
        if (!midway()) {
            named = Optional.empty();
            sink.accept(new Delivery.Skipped(Optional.of(id), end));
        }
    }

    private List<TableName> inScope(LoggedStatement statement) {
        return statement.tables().stream().filter(t -> scope.target(t).isPresent()).toList();
    }

    private List<TableName> changed(LoggedStatement statement) {
        return statement.tables().stream().anyMatch(LoggedStatement::standsForAny)
                ? meant(statement)
                : inScope(statement);
    }

    /** Tables in scope of the databases in which the statement may have changed any. */
    private List<TableName> meant(LoggedStatement statement) {
        return source.tables().stream()
                .filter(table -> scope.target(table).isPresent())
                .filter(table -> statement.tables().contains(LoggedStatement.any(table.database())))
                .toList();
    }

    /** Whether rows of a transaction have come and not its end. */
    private boolean midway() {
        return !changes.isEmpty() || giant;
    }

    @Override
    public void statementWithin(LoggedStatement statement, LogPosition end, long commitMicros) {
        TransactionId id = named.orElseGet(() -> new TransactionId.AtPosition(end));
        switch (statement.kind()) {
            case TABLE_SHAPE, TRUNCATE -> {
                history.statement(statement, id);
                shapes.forget();
                List<TableName> inScope = inScope(statement);
                if (!inScope.isEmpty()) {
                    if (midway() || statement.kind() == LoggedStatement.Kind.TRUNCATE) {
                        throw refuseWithinTransaction(statement, end);
                    }
                    sink.accept(barrier(statement, id, inScope, end, commitMicros));
                }
            }
            case ROWS_AS_STATEMENT -> {
                List<TableName> changed = changed(statement);
                if (!changed.isEmpty()) {
                    throw loggedAsStatement(statement, changed, end);
                }
            }
            case DROP_DATABASE -> {
                history.statement(statement, id);
                shapes.forget();
            }
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, ROLLBACK_TO_SAVEPOINT, XA, OTHER -> {}
        }
    }

    /**
     * What comes before is durable when it is looked at; the transaction itself is still to end.
     */
    private Delivery barrier(
            LoggedStatement statement,
            TransactionId id,
            List<TableName> tables,
            LogPosition end,
            long micros) {
        SourceTransaction nothing =
                new SourceTransaction(sequence, id, end, micros, List.of(), 0, 0);
        return new Delivery.SchemaChange(
                statement.text(), tables, tables, false, nothing, statement, true);
    }

    private static OtterException refuseWithinTransaction(
            LoggedStatement statement, LogPosition end) {
        return new OtterException(
                ErrorCode.SCHEMA_CHANGE,
                "a statement that changes a table's shape stands within a transaction: "
                        + shortened(statement.text()),
                "at " + end,
                "Nothing of this transaction was applied. Apply it by hand on the target and"
                        + " start behind it.");
    }

    private static OtterException loggedAsStatement(
            LoggedStatement statement, List<TableName> tables, LogPosition end) {
        return new OtterException(
                ErrorCode.STATEMENT_IN_LOG,
                "rows of "
                        + (tables.size() == 1 ? tables.getFirst() : "some of " + tables)
                        + " were changed by a session with binlog_format="
                        + "STATEMENT or MIXED: "
                        + shortened(statement.text()),
                "table " + tables.getFirst() + ", at " + end,
                "Set binlog_format=ROW on the source, for all sessions. Apply this statement by"
                        + " hand on the target and start behind it.");
    }

    private static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 200
                ? line
                : String.format(
                        Locale.ROOT, "%s… (%d characters)", line.substring(0, 200), line.length());
    }
}
