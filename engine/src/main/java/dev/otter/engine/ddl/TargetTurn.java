package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.model.error.OtterException;

/**
 * The right to change the target's tables by statements of a pipeline, which one session at a time
 * has, of the process that has taken the pipeline over. Immutable.
 */
public final class TargetTurn {
    private final DdlJournal journal;

    /**
     * @param pipeline full name of the pipeline
     * @param epoch our epoch
     */
    public TargetTurn(String pipeline, long epoch) {
        this.journal = new DdlJournal(pipeline, epoch);
    }

    /**
     * Waits at most five seconds for it; the session has it until it ends.
     *
     * @return false when another session has it still
     * @throws OtterException FENCED when another process has taken the pipeline over
     */
    public boolean take(MysqlConnection target) {
        if (!journal.lock(target)) {
            return false;
        }
        journal.requireOurs(target);
        return true;
    }
}
