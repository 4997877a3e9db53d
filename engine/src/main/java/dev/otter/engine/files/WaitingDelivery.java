package dev.otter.engine.files;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.files.copy.FileJob;
import dev.otter.engine.files.copy.FileJob.Outcome;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A delivery and what has to be there before it goes on. Made by the reading thread, then asked by
 * the one that hands on.
 */
final class WaitingDelivery {
    private final Delivery delivery;
    private final List<FileWork.Job> jobs;
    private final List<Removal> removals;
    private final NavigableMap<RowPlace, OtterException> refusals;
    private final long bytes;

    /**
     * @param refusals rows that are refused already
     * @param bytes memory besides that of the delivery
     */
    WaitingDelivery(
            Delivery delivery,
            List<FileWork.Job> jobs,
            List<Removal> removals,
            NavigableMap<RowPlace, OtterException> refusals,
            long bytes) {
        this.delivery = delivery;
        this.jobs = List.copyOf(jobs);
        this.removals = List.copyOf(removals);
        this.refusals = refusals;
        this.bytes = bytes;
    }

    /** Nothing has to be there. */
    static WaitingDelivery plain(Delivery delivery) {
        return new WaitingDelivery(delivery, List.of(), List.of(), new TreeMap<>(), 0);
    }

    List<FileWork.Job> jobs() {
        return jobs;
    }

    List<Removal> removals() {
        return removals;
    }

    /** Memory that it holds. */
    long bytes() {
        return delivery.bytes() + bytes;
    }

    /** Commit time; -1 when it has none. */
    long commitMicros() {
        return delivery instanceof Delivery.Transaction(SourceTransaction t)
                ? t.commitMicros()
                : -1;
    }

    /** Whether it can go on. */
    boolean ready() {
        return jobs.stream().allMatch(job -> job.job().outcome().isPresent());
    }

    /** Jobs that have not ended. */
    List<FileJob> open() {
        return jobs.stream().map(FileWork.Job::job).filter(job -> job.outcome().isEmpty()).toList();
    }

    /** A file that its row goes without. */
    Optional<FileJob> leftOut() {
        return jobs.stream()
                .map(FileWork.Job::job)
                .filter(job -> job.outcome().filter(Outcome.LeftOut.class::isInstance).isPresent())
                .findFirst();
    }

    /**
     * What goes on: rows whose files are not there are refused in it, and files that refused rows
     * would have removed stay.
     */
    Delivery settled(Removals all) {
        for (FileWork.Job job : jobs) {
            if (job.job().outcome().orElseThrow() instanceof Outcome.Refused(OtterException why)) {
                job.rows().forEach(row -> refusals.putIfAbsent(row, why));
            }
        }
        if (refusals.isEmpty()) {
            return delivery;
        }
        removals.stream()
                .filter(removal -> removal.rows().stream().anyMatch(refusals::containsKey))
                .forEach(all::callOff);
        return switch (delivery) {
            case Delivery.Transaction(SourceTransaction t) ->
                    new Delivery.Transaction(
                            new SourceTransaction(
                                    t.sequence(),
                                    t.id(),
                                    t.end(),
                                    t.commitMicros(),
                                    marked(t.changes()),
                                    t.rows(),
                                    t.bytes()));
            case Delivery.GiantPart part ->
                    new Delivery.GiantPart(
                            marked(part.changes()), part.rows(), part.bytes(), part.id());
            case Delivery.GiantEnd _,
                    Delivery.GiantBroken _,
                    Delivery.SchemaChange _,
                    Delivery.Skipped _ ->
                    throw new IllegalStateException("refused rows of something without rows");
        };
    }

    private List<RowChanges> marked(List<RowChanges> changes) {
        return RefusedRows.marked(changes, refusals);
    }
}
