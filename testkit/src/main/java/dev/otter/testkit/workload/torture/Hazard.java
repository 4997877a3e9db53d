package dev.otter.testkit.workload.torture;

/** Kinds of trouble a torture run may contain; each can be left out. */
public enum Hazard {
    /** Foreign keys that cascade or set NULL: changes that are in no log. */
    CASCADES,
    /** The last writer works with {@code foreign_key_checks=0} and leaves orphans. */
    CHECKS_OFF,
    /** Tables without any key, whose rows may be doubles. */
    KEYLESS_TABLES,
    /** Tables whose only key is a unique one that takes NULLs. */
    NULLABLE_KEY_ONLY,
    /** A transaction of ten to twenty thousand rows now and then. */
    BIG_TRANSACTIONS,
    /**
     * A table to which no foreign key leads is emptied by TRUNCATE now and then; one with a foreign
     * key of its own only where all servers are MySQL 8 or later.
     */
    TRUNCATES,
    /** Unique keys on generated columns and on prefixes. */
    ODD_UNIQUE_KEYS
}
