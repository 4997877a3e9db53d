package dev.otter.binlog.wire;

/**
 * One column of a result set.
 *
 * @param name label in the result
 * @param charset number of the collation its cells are sent in; 63 means bytes
 * @param type protocol type number
 * @param flags protocol flags
 * @param length widest cell in bytes, as announced
 * @param decimals digits after the point
 */
public record Column(String name, int charset, int type, int flags, long length, int decimals) {}
