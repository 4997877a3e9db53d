package dev.otter.model.channel;

/** Kinds of statements that change tables. */
public enum DdlKind {
    /** CREATE TABLE. */
    CREATE,
    /** ALTER TABLE, but for its partitions. */
    ALTER,
    /** CREATE INDEX and DROP INDEX. */
    INDEX,
    /** ALTER TABLE of partitions alone. */
    PARTITION,
    /** RENAME TABLE. */
    RENAME,
    /** DROP TABLE and DROP DATABASE. */
    DROP,
    /** TRUNCATE TABLE. */
    TRUNCATE
}
