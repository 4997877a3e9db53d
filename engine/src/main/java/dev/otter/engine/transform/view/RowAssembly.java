package dev.otter.engine.transform.view;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Cell;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts drafts together again: neighbours of one kind share one {@link RowChanges}, and each refused
 * row has its own. One use.
 */
final class RowAssembly {
    private final SourceTable viewed;
    private final RowChanges in;
    private final TableName target;
    private final byte[] bytes;

    RowAssembly(SourceTable viewed, RowChanges in, TableName target, ByteWriter bytes) {
        this.viewed = viewed;
        this.in = in;
        this.target = target;
        this.bytes = bytes.toByteArray();
    }

    void assemble(List<DraftRow> drafts, Consumer<RowChanges> to) {
        List<DraftRow> run = new ArrayList<>();
        boolean alone = true;
        for (DraftRow draft : drafts) {
            ChangeKind kind = draft.kind();
            if (kind == null || draft.refusal == null && unchanged(draft)) {
                continue;
            }
            boolean joins =
                    !run.isEmpty()
                            && run.getFirst().kind() == kind
                            && run.getFirst().refusal == null
                            && draft.refusal == null;
            if (!joins && !run.isEmpty()) {
                to.accept(changes(run, false));
                alone = false;
                run.clear();
            }
            run.add(draft);
        }
        if (!run.isEmpty()) {
            to.accept(changes(run, alone));
        }
    }

    private boolean unchanged(DraftRow draft) {
        return draft.kind() == ChangeKind.UPDATE
                && Sameness.unchanged(bytes, draft.before, draft.after);
    }

    /**
     * @param whole whether all bytes are theirs; otherwise they get a copy of what they need
     */
    private RowChanges changes(List<DraftRow> run, boolean whole) {
        ChangeKind kind = run.getFirst().kind();
        int columns = viewed.columns().size();
        int[] offsets = new int[run.size() * kind.images() * columns];
        int[] lengths = new int[offsets.length];
        int at = 0;
        for (DraftRow draft : run) {
            for (Draft image : images(draft)) {
                System.arraycopy(image.offsets(), 0, offsets, at, columns);
                System.arraycopy(image.lengths(), 0, lengths, at, columns);
                at += columns;
            }
        }
        byte[] own = whole ? bytes : compact(offsets, lengths);
        RowChanges changes =
                new RowChanges(
                        kind,
                        viewed,
                        target,
                        in.foreignKeyChecks(),
                        new RowChanges.Cells(own, offsets, lengths));
        return run.getFirst().refusal == null ? changes : changes.refused(run.getFirst().refusal);
    }

    private static List<Draft> images(DraftRow draft) {
        if (draft.before == null) {
            return List.of(draft.after);
        }
        return draft.after == null ? List.of(draft.before) : List.of(draft.before, draft.after);
    }

    /** The bytes of these cells alone; the offsets are moved accordingly. */
    private byte[] compact(int[] offsets, int[] lengths) {
        ByteWriter kept = new ByteWriter(256);
        for (int i = 0; i < offsets.length; i++) {
            int length =
                    Cell.partial(lengths[i])
                            ? Cell.partialLength(lengths[i])
                            : Math.max(0, lengths[i]);
            int place = kept.length();
            kept.append(bytes, offsets[i], length);
            offsets[i] = place;
        }
        return kept.toByteArray();
    }
}
