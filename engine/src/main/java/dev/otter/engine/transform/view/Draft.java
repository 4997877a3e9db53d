package dev.otter.engine.transform.view;

/**
 * One image of a row as the target will get it, while it is being made.
 *
 * @param offsets where its cells begin
 * @param lengths how long they are, or their states
 */
record Draft(int[] offsets, int[] lengths) {}
