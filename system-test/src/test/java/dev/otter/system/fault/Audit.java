package dev.otter.system.fault;

import dev.otter.model.position.TransactionId;
import dev.otter.system.fault.LoggedTransaction.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two logs together prove of a run: each source transaction in scope is claimed by exactly one
 * target transaction, and both of its marks lie in that one and nowhere else.
 *
 * @param sourceTransactions in scope
 * @param targetTransactions that write rows in scope
 * @param doubled claimed or written more than once
 * @param halved whose marks do not all lie where its id is claimed
 * @param missing never claimed
 * @param foreign claims of something that the source's log does not hold, and rows in scope that no
 *     claim covers
 */
record Audit(
        long sourceTransactions,
        long targetTransactions,
        List<String> doubled,
        List<String> halved,
        List<String> missing,
        List<String> foreign) {

    static Audit of(List<LoggedTransaction> source, List<LoggedTransaction> target) {
        return new Books(source, target).audit();
    }

    boolean clean() {
        return doubled.isEmpty() && halved.isEmpty() && missing.isEmpty() && foreign.isEmpty();
    }

    /** One line. */
    String figures() {
        return "source transactions=%d, target transactions=%d, doubled=%d, halved=%d, missing=%d, foreign=%d"
                .formatted(
                        sourceTransactions,
                        targetTransactions,
                        doubled.size(),
                        halved.size(),
                        missing.size(),
                        foreign.size());
    }

    /** The line and the first offenders of each kind. */
    String report() {
        return figures()
                + first("doubled", doubled)
                + first("halved", halved)
                + first("missing", missing)
                + first("foreign", foreign);
    }

    private static String first(String kind, List<String> all) {
        return all.isEmpty()
                ? ""
                : "\n" + kind + ": " + String.join("; ", all.subList(0, Math.min(20, all.size())));
    }

    /** The accounts while they are drawn up. */
    private static final class Books {
        private final Map<TransactionId, LoggedTransaction> source = new HashMap<>();
        private final List<TransactionId> sourceOrder = new ArrayList<>();
        private final Map<Mark, TransactionId> owners = new HashMap<>();
        private final Map<TransactionId, LoggedTransaction> claimedBy = new HashMap<>();
        private final Map<Mark, LoggedTransaction> writtenBy = new HashMap<>();
        private final List<String> doubled = new ArrayList<>();
        private final List<String> halved = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final List<String> foreign = new ArrayList<>();
        private long written;

        Books(List<LoggedTransaction> sourceLog, List<LoggedTransaction> targetLog) {
            for (LoggedTransaction transaction : sourceLog) {
                if (transaction.inScope()) {
                    source.put(transaction.id(), transaction);
                    sourceOrder.add(transaction.id());
                    transaction.marks().forEach(mark -> owners.put(mark, transaction.id()));
                }
            }
            targetLog.forEach(this::enter);
        }

        private void enter(LoggedTransaction target) {
            written += target.inScope() ? 1 : 0;
            if (target.inScope() && target.claims().isEmpty()) {
                foreign.add("rows without a claim in the target transaction at " + target.end());
            }
            for (TransactionId id : target.claims()) {
                if (!source.containsKey(id)) {
                    foreign.add(id.text() + " claimed at " + target.end());
                }
                LoggedTransaction before = claimedBy.put(id, target);
                if (before != null) {
                    doubled.add(id.text() + " at " + before.end() + " and " + target.end());
                }
            }
            Set<TransactionId> claims = new HashSet<>(target.claims());
            for (Mark mark : target.marks()) {
                LoggedTransaction before = writtenBy.put(mark, target);
                if (before != null) {
                    doubled.add("mark " + mark + " at " + before.end() + " and " + target.end());
                }
                TransactionId owner = owners.get(mark);
                if (owner == null || !claims.contains(owner)) {
                    halved.add("mark " + mark + " apart from its claim at " + target.end());
                }
            }
        }

        Audit audit() {
            for (TransactionId id : sourceOrder) {
                LoggedTransaction target = claimedBy.get(id);
                if (target == null) {
                    missing.add(id.text());
                } else if (!new HashSet<>(target.marks()).containsAll(source.get(id).marks())) {
                    halved.add(id.text() + " lacks marks at " + target.end());
                }
            }
            return new Audit(source.size(), written, doubled, halved, missing, foreign);
        }
    }
}
