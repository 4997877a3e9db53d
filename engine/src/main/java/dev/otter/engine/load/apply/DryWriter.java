package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import java.util.List;

/**
 * Hands on claims of the checkpoint and what somebody has refused on the way, so that it is treated
 * as it would be otherwise; rows end here.
 */
final class DryWriter implements TargetWriter {
    private final TargetWriter writer;

    DryWriter(TargetWriter writer) {
        this.writer = writer;
    }

    private static List<RowChanges> refused(List<RowChanges> changes) {
        return changes.stream().filter(change -> change.refusal().isPresent()).toList();
    }

    @Override
    public boolean connect() {
        return writer.connect();
    }

    @Override
    public List<WrittenSlot> slots() {
        return writer.slots();
    }

    @Override
    public void write(Claim claim, List<RowChanges> changes, boolean folding, List<String> extra) {
        writer.write(claim, refused(changes), folding, extra);
    }

    @Override
    public void open(Claim claim) {
        writer.open(claim);
    }

    @Override
    public void part(List<RowChanges> changes) {
        writer.part(refused(changes));
    }

    @Override
    public long run(String statement) {
        return writer.run(statement);
    }

    @Override
    public void commit() {
        writer.commit();
    }

    @Override
    public boolean holds(Claim claim) {
        return writer.holds(claim);
    }

    @Override
    public void rollBack() {
        writer.rollBack();
    }

    @Override
    public void drop() {
        writer.drop();
    }

    @Override
    public void abort() {
        writer.abort();
    }

    @Override
    public void close() {
        writer.close();
    }
}
