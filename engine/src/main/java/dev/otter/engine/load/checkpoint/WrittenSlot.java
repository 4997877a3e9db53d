package dev.otter.engine.load.checkpoint;

/**
 * What one slot of the checkpoint says now.
 *
 * @param slot the slot's number
 * @param epoch of whoever may write it
 * @param group number of the group that wrote it last
 * @param ids how many transactions of that group it names; a group that is applied in pieces names
 *     more with each
 * @param marked whether a low-water mark stands in it
 */
public record WrittenSlot(int slot, long epoch, long group, int ids, boolean marked) {}
