package dev.otter.document.trial;

/** The part of an entry that a problem is about. */
public enum TrialPlace {
    /** The entry as a whole. */
    ENTRY,
    COLUMNS,
    WHERE,
    /** One of the columns that are worked out. */
    SET,
    GROUPS,
    PROCESSOR,
    /** Into which of several tables the row goes. */
    ROUTE,
    /** What the target's table makes of it. */
    TARGET,
    /** A value of the row that was tried. */
    ROW
}
