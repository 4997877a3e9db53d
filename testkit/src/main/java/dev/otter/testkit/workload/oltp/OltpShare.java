package dev.otter.testkit.workload.oltp;

/**
 * Which part of the key space a writer owns: ids {@code firstId, firstId + writers, …}.
 *
 * @param writer from 0
 */
record OltpShare(int writer, int writers, long firstId) {}
