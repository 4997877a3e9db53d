package dev.otter.engine.change;

/** The next stage: takes what the one before it made, in order. */
@FunctionalInterface
public interface DeliverySink {

    /**
     * Takes one delivery; waits while the stage holds as many bytes as it may.
     *
     * @throws StageClosedException when the stage has ended and takes nothing any more
     */
    void accept(Delivery delivery);
}
