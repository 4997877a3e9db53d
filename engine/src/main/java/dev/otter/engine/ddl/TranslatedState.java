package dev.otter.engine.ddl;

/** How far a statement is that is translated for its target. */
public enum TranslatedState {
    /** Somebody has to approve it, or to do by hand what it does. */
    ASKED,
    /** Somebody has approved: it runs at the next look. */
    APPROVED,
    /** Its steps run, or did when the process that ran them ended. */
    STARTED,
    /** It has run. */
    DONE,
    /** It was not to run. */
    SKIPPED
}
