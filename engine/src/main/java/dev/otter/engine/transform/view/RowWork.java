package dev.otter.engine.transform.view;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Cell;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.transform.cell.CellFaultException;
import dev.otter.engine.transform.cell.CellWriter;
import dev.otter.engine.transform.expression.Expression;
import dev.otter.engine.transform.expression.RowScope;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Works rows out one image at a time: filter, computed values, processor. Cells that are only
 * passed on are copied and not decoded. Belongs to the reading thread.
 */
final class RowWork {
    private static final int NONE = -1;

    private final ViewShape shape;
    private final Optional<ProcessorStep> processor;
    private final Gate gate;
    private final RowScope scope;
    private final CellWriter[] writers;
    private final ByteWriter bytes = new ByteWriter(1024);
    private RowChanges in;

    /**
     * @param gate which of the images go this way at all
     */
    RowWork(ViewShape shape, Optional<ProcessorStep> processor, Gate gate) {
        this.shape = shape;
        this.processor = processor;
        this.gate = gate;
        this.scope = new RowScope(shape.source());
        this.writers =
                shape.viewed().columns().stream().map(CellWriter::new).toArray(CellWriter[]::new);
    }

    /** Hands over what the rows become, in their order. */
    void apply(RowChanges rows, TableName target, Consumer<RowChanges> to) {
        in = rows;
        bytes.clear();
        List<DraftRow> drafts = new ArrayList<>(rows.rows());
        for (int row = 0; row < rows.rows(); row++) {
            drafts.add(draft(row));
        }
        processor.ifPresent(step -> step.apply(drafts, bytes, writers));
        for (DraftRow draft : drafts) {
            settle(draft);
        }
        new RowAssembly(shape.viewed(), rows, target, bytes).assemble(drafts, to);
        in = null;
    }

    private DraftRow draft(int row) {
        DraftRow draft = new DraftRow(row);
        int before = in.kind() == ChangeKind.INSERT ? NONE : in.before(row);
        draft.refusal = gate.refusal(in, row).orElse(null);
        if (draft.refusal != null) {
            return draft;
        }
        try {
            if (before != NONE && gate.passes(in, row, true)) {
                draft.before = image(before, NONE, false);
            }
            if (in.kind() != ChangeKind.DELETE && gate.passes(in, row, false)) {
                draft.after = image(in.after(row), before, false);
            }
            if (before != NONE && draft.after != null && needsWhole()) {
                fill(draft.after, before);
            }
        } catch (OtterException e) {
            draft.refusal = e;
        }
        return draft;
    }

    /** Processors and groups look at columns that an update left alone, too. */
    private boolean needsWhole() {
        return processor.isPresent() || !shape.groups().isEmpty();
    }

    /** What the log leaves out of the image after is as it was, where the image before tells it. */
    private void fill(Draft after, int before) {
        for (int column = 0; column < after.lengths().length; column++) {
            int origin = shape.from()[column];
            if (after.lengths()[column] == RowChanges.ABSENT && origin >= 0) {
                copy(before + origin, after, column);
            }
        }
    }

    /** A row that enters needs all columns; those that the update left alone come from before. */
    private void settle(DraftRow draft) {
        if (draft.refusal == null
                && in.kind() == ChangeKind.UPDATE
                && draft.kind() == ChangeKind.INSERT
                && incomplete(draft.after)) {
            fill(draft.after, in.before(draft.row));
            if (incomplete(draft.after)) {
                draft.refusal = incomplete(in.after(draft.row));
            }
        }
        if (draft.refusal == null && draft.kind() == ChangeKind.UPDATE) {
            shape.groups().forEach(group -> carry(group, draft));
        }
        if (draft.refusal != null) {
            draft.before = in.kind() == ChangeKind.INSERT ? null : bare(in.before(draft.row));
            draft.after = in.kind() == ChangeKind.DELETE ? null : bare(in.after(draft.row));
        }
    }

    /**
     * When one column of a group has changed, the others are written too: the image before forgets
     * what they were.
     */
    private void carry(int[] group, DraftRow draft) {
        boolean any = false;
        for (int column : group) {
            any |= Sameness.changed(bytes.array(), draft.before, draft.after, column);
        }
        for (int column : group) {
            if (any && draft.after.lengths()[column] == RowChanges.ABSENT) {
                draft.refusal = incomplete(in.after(draft.row));
                return;
            }
        }
        for (int column : group) {
            if (any) {
                draft.before.lengths()[column] = RowChanges.ABSENT;
            }
        }
    }

    private static boolean incomplete(Draft image) {
        for (int length : image.lengths()) {
            if (length < RowChanges.NULL) {
                return true;
            }
        }
        return false;
    }

    private OtterException incomplete(int after) {
        StringBuilder missing = new StringBuilder();
        for (int column = 0; column < shape.from().length; column++) {
            int origin = shape.from()[column];
            if (origin >= 0 && in.length(after + origin) < RowChanges.NULL) {
                missing.append(missing.isEmpty() ? "" : ", ")
                        .append(shape.source().columns().get(origin).name());
            }
        }
        return new OtterException(
                ErrorCode.VIEW_VALUE_MISSING,
                "an update needs the whole row, and the log leaves out its columns " + missing,
                "source table " + shape.source().name(),
                "Set binlog_row_image=FULL on the source, for all sessions, and clear"
                        + " binlog_row_value_options.");
    }

    /**
     * The image as the target gets it; null when it is filtered out.
     *
     * @param instead first cell of the image that has what this one leaves out, for expressions
     */
    private Draft image(int first, int instead, boolean bare) {
        scope.at(in, first, instead);
        if (!bare && shape.where().isPresent() && !holds(shape.where().get())) {
            return null;
        }
        int columns = shape.from().length;
        Draft draft = new Draft(new int[columns], new int[columns]);
        for (int column = 0; column < columns; column++) {
            Optional<Expression> computed = shape.computed(column);
            if (computed.isEmpty()) {
                copy(first + shape.from()[column], draft, column);
            } else if (bare) {
                draft.lengths()[column] = RowChanges.ABSENT;
            } else {
                compute(computed.get(), draft, column);
            }
        }
        return draft;
    }

    /** The image of a row that is refused: what is known without working anything out. */
    private Draft bare(int first) {
        Draft draft = image(first, NONE, true);
        for (int column = 0; column < draft.lengths().length; column++) {
            if (draft.lengths()[column] < RowChanges.NULL) {
                draft.lengths()[column] = RowChanges.ABSENT;
            }
        }
        return draft;
    }

    private boolean holds(Expression where) {
        return where.evaluate(scope) instanceof Boolean truth && truth;
    }

    private void copy(int cell, Draft draft, int column) {
        int length = in.length(cell);
        int held = Cell.partial(length) ? Cell.partialLength(length) : Math.max(0, length);
        draft.offsets()[column] = bytes.length();
        draft.lengths()[column] = length;
        if (held > 0) {
            bytes.append(in.bytes(), in.offset(cell), held);
        }
    }

    private void compute(Expression expression, Draft draft, int column) {
        Object value = expression.evaluate(scope);
        draft.offsets()[column] = bytes.length();
        if (value == null) {
            draft.lengths()[column] = RowChanges.NULL;
            return;
        }
        try {
            writers[column].write(value, bytes);
        } catch (CellFaultException e) {
            throw new OtterException(
                    ErrorCode.EXPRESSION_FAILED,
                    "the result of an expression cannot be written (%s): %s"
                            .formatted(e.getMessage(), expression.text()),
                    "source table " + shape.source().name(),
                    "Let the expression give a value that the column can hold.");
        }
        draft.lengths()[column] = bytes.length() - draft.offsets()[column];
    }

    /** What the processor looks at and what it answers, for rows of one shape. */
    interface ProcessorStep {
        /** Replaces, drops or refuses drafts; new values are appended to the bytes. */
        void apply(List<DraftRow> drafts, ByteWriter bytes, CellWriter[] writers);
    }
}
