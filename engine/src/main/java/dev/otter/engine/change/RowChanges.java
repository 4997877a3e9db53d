package dev.otter.engine.change;

import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Optional;

/**
 * Rows of one table that one log event inserted, updated or deleted, in the log's own encoding.
 *
 * <p>Cells are not objects: {@link #bytes} holds the event's row bytes, and for each row, image and
 * column there is an offset into them and a length. A negative length is a state: {@link #NULL},
 * {@link #ABSENT} or {@link #PARTIAL_JSON}. Immutable by agreement; safe for all threads.
 */
public final class RowChanges {
    /** Length of a cell that is NULL. */
    public static final int NULL = -1;

    /** Length of a cell that the row image leaves out (binlog_row_image MINIMAL and NOBLOB). */
    public static final int ABSENT = -2;

    /** Length of a JSON cell logged as a difference only. */
    public static final int PARTIAL_JSON = -3;

    private final ChangeKind kind;
    private final SourceTable source;
    private final TableName target;
    private final boolean foreignKeyChecks;
    private final byte[] bytes;
    private final int[] offsets;
    private final int[] lengths;
    private final Manner manner;
    private final CopiedRows copied;

    /** Null when the rows can be written. */
    private final OtterException refusal;

    /** In what state the target's table is when the rows come. */
    public enum Manner {
        /** Whole: the rows find it as the source's table was. */
        WHOLE,
        /**
         * Being copied: some rows of the source's table are not there yet. What comes goes over
         * what is there, and what goes may be missing.
         */
        AHEAD,
        /**
         * As {@link #AHEAD}, once more behind copied rows that may be older than these changes:
         * other rows that hold their unique values are older, too, and go.
         */
        AGAIN,
        /**
         * Copied from the source's table: a row that is there already was brought by the log, is
         * newer, and stays as it is.
         */
        BENEATH
    }

    /**
     * Where the cells of all rows lie; the arrays are not copied.
     *
     * @param bytes row bytes
     * @param offsets one per row, image and column, in this order
     * @param lengths as offsets
     */
    public record Cells(byte[] bytes, int[] offsets, int[] lengths) {}

    /**
     * @param kind what happened
     * @param source the table's shape at this point of the log
     * @param target the table's name on the target
     * @param foreignKeyChecks whether the target is to check foreign keys and to cascade; see
     *     {@link #foreignKeyChecks()}
     * @param cells the rows
     */
    public RowChanges(
            ChangeKind kind,
            SourceTable source,
            TableName target,
            boolean foreignKeyChecks,
            Cells cells) {
        this(kind, source, target, foreignKeyChecks, cells, Manner.WHOLE, null, null);
    }

    private RowChanges(
            ChangeKind kind,
            SourceTable source,
            TableName target,
            boolean foreignKeyChecks,
            Cells cells,
            Manner manner,
            CopiedRows copied,
            OtterException refusal) {
        this.refusal = refusal;
        this.kind = kind;
        this.source = source;
        this.target = target;
        this.foreignKeyChecks = foreignKeyChecks;
        this.bytes = cells.bytes();
        this.offsets = cells.offsets();
        this.lengths = cells.lengths();
        this.manner = manner;
        this.copied = copied;
    }

    /**
     * Rows of a chunk of a full load. Their text is at hand; of their cells only those that stand
     * in keys.
     *
     * @param keys the cells, in the log's encoding; the others are {@link #ABSENT}
     */
    public static RowChanges copied(
            SourceTable source, TableName target, Cells keys, CopiedRows copied) {
        return new RowChanges(
                ChangeKind.INSERT, source, target, false, keys, Manner.WHOLE, copied, null);
    }

    /** The same rows for a table in another state. */
    public RowChanges in(Manner other) {
        return other == manner
                ? this
                : new RowChanges(
                        kind,
                        source,
                        target,
                        foreignKeyChecks,
                        new Cells(bytes, offsets, lengths),
                        other,
                        copied,
                        refusal);
    }

    /** The same rows, whose foreign keys the target is not to check. */
    public RowChanges unchecked() {
        return !foreignKeyChecks
                ? this
                : new RowChanges(
                        kind,
                        source,
                        target,
                        false,
                        new Cells(bytes, offsets, lengths),
                        manner,
                        copied,
                        refusal);
    }

    /** In what state the target's table is. */
    public Manner manner() {
        return manner;
    }

    /** The text of copied rows; empty for rows of the log. */
    public Optional<CopiedRows> copied() {
        return Optional.ofNullable(copied);
    }

    /** Whether these are rows of the log for a table that is whole. */
    public boolean usual() {
        return manner == Manner.WHOLE && copied == null;
    }

    public ChangeKind kind() {
        return kind;
    }

    /** The shape that the cells follow. */
    public SourceTable source() {
        return source;
    }

    /** The table to write. */
    public TableName target() {
        return target;
    }

    /**
     * Whether the target is to check foreign keys and to cascade, as the session did that wrote the
     * rows. Not where the log tells the rows that cascades changed too (MySQL 9.6 and newer): they
     * are checked already, and an order of events such as that of REPLACE, which removes a row that
     * others refer to and puts it back, would fail.
     */
    public boolean foreignKeyChecks() {
        return foreignKeyChecks;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Number of rows. */
    public int rows() {
        int perRow = kind.images() * source.columns().size();
        return perRow == 0 ? 0 : lengths.length / perRow;
    }

    /** Index of the first cell of the row's before image; INSERT has none. */
    public int before(int row) {
        if (kind == ChangeKind.INSERT) {
            throw new IllegalStateException("an insert has no before image");
        }
        return row * kind.images() * source.columns().size();
    }

    /** Index of the first cell of the row's after image; DELETE has none. */
    public int after(int row) {
        if (kind == ChangeKind.DELETE) {
            throw new IllegalStateException("a delete has no after image");
        }
        return (row * kind.images() + kind.images() - 1) * source.columns().size();
    }

    /** Where each cell's bytes begin; not to be changed. */
    public int[] offsets() {
        return offsets;
    }

    /** Length or state of each cell; not to be changed. */
    public int[] lengths() {
        return lengths;
    }

    /** Where the cell's bytes begin. */
    public int offset(int cell) {
        return offsets[cell];
    }

    /** How many bytes the cell has, or one of the negative states. */
    public int length(int cell) {
        return lengths[cell];
    }

    /** The same rows for another target table. */
    public RowChanges to(TableName otherTarget) {
        return otherTarget.equals(target)
                ? this
                : new RowChanges(
                        kind,
                        source,
                        otherTarget,
                        foreignKeyChecks,
                        new Cells(bytes, offsets, lengths),
                        manner,
                        copied,
                        refusal);
    }

    /**
     * The same rows, which cannot be written: something failed on their way. The load stage treats
     * the first of them as one that the target has refused.
     */
    public RowChanges refused(OtterException why) {
        return new RowChanges(
                kind,
                source,
                target,
                foreignKeyChecks,
                new Cells(bytes, offsets, lengths),
                manner,
                copied,
                why);
    }

    /** Why the rows cannot be written; empty when they can. */
    public Optional<OtterException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** All rows but one. */
    public RowChanges without(int row) {
        int perRow = kind.images() * source.columns().size();
        int left = lengths.length - perRow;
        int[] keptOffsets = new int[left];
        int[] keptLengths = new int[left];
        int at = row * perRow;
        System.arraycopy(offsets, 0, keptOffsets, 0, at);
        System.arraycopy(lengths, 0, keptLengths, 0, at);
        System.arraycopy(offsets, at + perRow, keptOffsets, at, left - at);
        System.arraycopy(lengths, at + perRow, keptLengths, at, left - at);
        return new RowChanges(
                kind,
                source,
                target,
                foreignKeyChecks,
                new Cells(bytes, keptOffsets, keptLengths),
                manner,
                copied == null ? null : copied.without(row),
                refusal);
    }

    /** Approximate size in memory. */
    public long size() {
        return 96L + bytes.length + 8L * lengths.length + (copied == null ? 0 : copied.size());
    }
}
