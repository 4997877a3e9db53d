package dev.otter.engine.verify.online;

/** Reads both sides of a pair once, part by part, and gathers the keys that may differ. */
interface Sweep {

    /**
     * Compares the next part.
     *
     * @param part to which the candidates belong
     * @return how much of it is done
     */
    Step next(Candidates candidates, Parts.Part part) throws InterruptedException;

    /** Where it goes on. */
    SweepPoint point();

    /**
     * What a part was.
     *
     * @param sourceRows rows read on sources to be compared
     * @param targetRows rows read on the target
     * @param equal rows that were the same
     * @param last whether everything has been read
     */
    record Step(long sourceRows, long targetRows, long equal, boolean last) {}
}
