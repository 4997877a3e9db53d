package dev.otter.engine.load;

import dev.otter.engine.load.apply.GroupTask;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.model.position.Checkpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells the target how far a pipeline is when no group does. Owned by the load thread. */
final class IdleMark {
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private final Progress progress;
    private Checkpoint written;
    private long writtenAt = System.nanoTime();

    IdleMark(Progress progress) {
        this.progress = progress;
        this.written = progress.checkpoint();
    }

    /** The target has this mark. */
    void written(Checkpoint mark) {
        written = mark;
    }

    /** A group without rows that carries the mark, once a second when it has moved. */
    Optional<GroupTask> due() {
        if (System.nanoTime() - writtenAt < PATIENCE) {
            return Optional.empty();
        }
        writtenAt = System.nanoTime();
        return now();
    }

    /** The same at once. */
    Optional<GroupTask> now() {
        Checkpoint mark = progress.checkpoint();
        return mark.equals(written)
                ? Optional.empty()
                : progress.claim(TransactionGroup.none())
                        .map(use -> new GroupTask(TransactionGroup.none(), use, mark, List.of()));
    }
}
