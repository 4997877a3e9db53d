package dev.otter.engine.load.write;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.checkpoint.SlotStatement;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.channel.RowMode;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import java.util.Collection;
import java.util.List;

/**
 * Writes rows within one target transaction, opened by the checkpoint slot. Commits nothing.
 *
 * <p>One per applier; one thread.
 */
public final class GroupWriter {
    private static final int PACKET_BYTES = 512 * 1024;

    private final TablePlans plans;
    private final SlotStatement slotStatement;
    private final boolean strict;
    private final RowMode rowMode;

    /**
     * @param plans how tables are written
     * @param slotStatement what opens each transaction
     * @param strict whether counts must prove that the target was as the log says
     * @param rowMode what an update writes of a row
     */
    public GroupWriter(
            TablePlans plans, SlotStatement slotStatement, boolean strict, RowMode rowMode) {
        this.plans = plans;
        this.slotStatement = slotStatement;
        this.strict = strict;
        this.rowMode = rowMode;
    }

    /** What one target transaction says of itself. */
    public record Claim(SlotUse slot, Checkpoint mark, Collection<TransactionId> ids) {}

    /**
     * Sends and proves the slot and all rows.
     *
     * @param folding whether rows of one key may be folded and statements joined; without it each
     *     row is a statement of its own, so that a failure tells the row
     * @param extra statements that go along, such as entries of quarantine; each must affect a row
     * @throws StatementFailedException when a statement is refused or its count is wrong
     */
    public void write(
            MysqlConnection connection,
            Claim claim,
            List<RowChanges> changes,
            boolean folding,
            List<String> extra) {
        refuse(changes);
        PacketSender sender = new PacketSender(connection, packetBytes(connection));
        claim(sender, claim);
        rows(sender, changes, folding);
        for (String statement : extra) {
            sender.begin().utf8(statement);
            sender.end(Expected.ANYTHING);
        }
        sender.finish();
    }

    /** Opens a transaction whose rows come in parts; its ids are claimed at its end. */
    public void open(MysqlConnection connection, Claim claim) {
        PacketSender sender = new PacketSender(connection, packetBytes(connection));
        claim(sender, claim);
        sender.finish();
    }

    /** Writes one part of an open transaction. */
    public void part(MysqlConnection connection, List<RowChanges> changes) {
        refuse(changes);
        PacketSender sender = new PacketSender(connection, packetBytes(connection));
        rows(sender, changes, true);
        sender.finish();
    }

    /** Fails as the target would for the first row that something on its way has refused. */
    private void refuse(List<RowChanges> changes) {
        for (int i = 0; i < changes.size(); i++) {
            RowChanges change = changes.get(i);
            if (change.refusal().isPresent()) {
                RowOp op = RowOp.of(plans.plan(change), change, 0);
                throw StatementFailedException.beforehand(change.refusal().get(), op);
            }
        }
    }

    /** Never more than half of what the server takes, so that one more row fits. */
    private static int packetBytes(MysqlConnection connection) {
        return Math.toIntExact(Math.min(PACKET_BYTES, connection.maxAllowedPacket() / 2));
    }

    private void claim(PacketSender sender, Claim claim) {
        slotStatement.write(sender.begin(), claim.slot(), claim.mark(), claim.ids());
        sender.end(new Expected(Expected.Kind.MATCHED, 1, List.of()));
    }

    private void rows(PacketSender sender, List<RowChanges> changes, boolean folding) {
        if (changes.stream().anyMatch(change -> !change.usual())) {
            new CopyWriter(plans, sender, strict, folding, rowMode).write(changes);
        } else if (!changes.isEmpty()) {
            List<Step> steps = new GroupFold(plans, folding, rowMode).steps(changes);
            new StepWriter(sender, strict, rowMode).write(steps);
        }
    }
}
