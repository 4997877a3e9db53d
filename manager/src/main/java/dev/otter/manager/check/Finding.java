package dev.otter.manager.check;

/**
 * One thing that was looked at.
 *
 * @param topic what was looked at
 * @param level how good it is
 * @param text what was found, in one sentence
 * @param remedy what to do; empty when nothing has to be done
 */
public record Finding(Topic topic, Level level, String text, String remedy) {

    /** What is looked at. */
    public enum Topic {
        CONNECTION,
        VERSION,
        PRIVILEGES,
        LOG,
        CHARACTER_SET,
        CLOCK
    }

    /** How good it is. */
    public enum Level {
        GOOD,
        /** It works; the remedy makes it better. */
        ADVICE,
        /** It cannot be used for this. */
        PROBLEM
    }
}
