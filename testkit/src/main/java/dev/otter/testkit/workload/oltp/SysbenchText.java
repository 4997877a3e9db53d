package dev.otter.testkit.workload.oltp;

import java.util.random.RandomGenerator;

/** The digits-and-dashes texts of sysbench: eleven digits a group. */
final class SysbenchText {

    static final int GROUPS_C = 10;
    static final int GROUPS_PAD = 5;

    private static final int DIGITS = 11;

    private SysbenchText() {}

    static void append(StringBuilder out, RandomGenerator random, int groups) {
        for (int group = 0; group < groups; group++) {
            if (group > 0) {
                out.append('-');
            }
            long digits = random.nextLong() & Long.MAX_VALUE;
            for (int i = 0; i < DIGITS; i++) {
                out.append((char) ('0' + digits % 10));
                digits /= 10;
            }
        }
    }
}
