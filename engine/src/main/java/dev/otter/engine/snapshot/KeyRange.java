package dev.otter.engine.snapshot;

/**
 * A stretch of a table's key order.
 *
 * @param after rows behind this point; none for the table's first rows
 * @param upTo rows up to and with this point; none for the table's last rows
 */
record KeyRange(KeyPoint after, KeyPoint upTo) {
    static final KeyRange ALL = new KeyRange(KeyPoint.NONE, KeyPoint.NONE);
}
