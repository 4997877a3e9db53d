package dev.otter.cluster.election;

import java.time.Instant;

/**
 * The wish that another node may lead; what is in {@code handover}.
 *
 * @param next the node that should lead; 0 when any other may
 * @param by who asked, for people
 * @param at when
 */
public record HandoverRequest(int next, String by, Instant at) {}
