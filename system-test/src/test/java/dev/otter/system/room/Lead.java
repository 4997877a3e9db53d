package dev.otter.system.room;

/**
 * Who runs a pipeline.
 *
 * @param nid the node
 * @param epoch under which it leads
 */
record Lead(long nid, long epoch) {}
