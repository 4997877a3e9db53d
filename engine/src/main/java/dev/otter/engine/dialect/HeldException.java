package dev.otter.engine.dialect;

/**
 * A clause that cannot be said exactly in the target's language. Nothing of its statement is run:
 * people do it by hand.
 */
public final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH_MAX = 200;

    private final String clause;
    private final String why;
    private final boolean absent;

    /**
     * @param clause as the statement spells it
     * @param why what the target's language lacks
     */
    public HeldException(String clause, String why) {
        this(clause, why, false);
    }

    private HeldException(String clause, String why, boolean absent) {
        super("'" + shortened(clause) + "' " + why, null, false, false);
        this.clause = shortened(clause);
        this.why = why;
        this.absent = absent;
    }

    /** A clause about something that the target does not have, perhaps no longer. */
    static HeldException absent(String clause, String what) {
        return new HeldException(
                clause, "is about " + what + ", which the target does not have", true);
    }

    /** Whether the target lacks what the clause is about: then all may be as it should already. */
    public boolean absent() {
        return absent;
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "…";
    }

    /** The clause, cut where it is long. */
    public String clause() {
        return clause;
    }

    /** What the target's language lacks. */
    public String why() {
        return why;
    }
}
