package dev.otter.manager.plan;

import java.util.List;
import java.util.Optional;

/**
 * A pipeline of a channel, ready to be put into documents.
 *
 * @param place which one
 * @param fragment its part of a document; empty when no node can be told to run it
 */
record PipelineText(PlannedPlace place, Optional<Fragment> fragment) {

    /**
     * JSON, and a digest that stands for it. The text holds passwords.
     *
     * @param json UTF-8
     * @param digest hexadecimal digits
     */
    record Fragment(byte[] json, String digest) {
        @Override
        public String toString() {
            return "fragment " + digest;
        }
    }

    /** Whether the node is told of it. */
    boolean concerns(long node) {
        return fragment.isPresent() && place.candidates().contains(Math.toIntExact(node));
    }

    /**
     * A channel with its pipelines.
     *
     * @param id the channel's id
     * @param name the channel's name
     * @param obstacles what keeps it from being started, of the channel and all its pipelines
     * @param pipelines all that are configured
     */
    record OfChannel(long id, String name, List<String> obstacles, List<PipelineText> pipelines) {}
}
