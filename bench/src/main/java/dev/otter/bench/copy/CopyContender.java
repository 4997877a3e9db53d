package dev.otter.bench.copy;

/** Copies the arena's tables into its empty target. */
public interface CopyContender {

    /** As the report calls it. */
    String title();

    /** Copies everything; both sides are equal when it returns. */
    CopyResult copy(CopyArena arena) throws Exception;
}
