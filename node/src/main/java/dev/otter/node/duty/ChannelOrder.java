package dev.otter.node.duty;

import java.time.Instant;

/**
 * What is wanted of the channel.
 *
 * @param run whether its pipelines shall run
 * @param word the state's word for people, such as {@code paused}
 * @param since when it was ordered; an order given again is a new one
 */
public record ChannelOrder(boolean run, String word, Instant since) {}
