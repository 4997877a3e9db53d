package dev.otter.node.duty;

/** The right to run a pipeline, as long as it lasts. Thread-safe. */
public interface Lead {

    /** Greater than that of every leader before. */
    long epoch();

    /** Gives it up; the engine has stopped. Returns at once; the loss is told later. */
    void giveUp();
}
