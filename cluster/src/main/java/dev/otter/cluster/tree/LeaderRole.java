package dev.otter.cluster.tree;

/** What a leader of a pipeline does; each pipeline has one of each. */
public enum LeaderRole {
    /** Reads the source's log. */
    SELECT("select"),
    /** Writes to the target. */
    LOAD("load");

    private final String element;

    LeaderRole(String element) {
        this.element = element;
    }

    /** Its element of a path, which is also its name for people. */
    public String element() {
        return element;
    }
}
