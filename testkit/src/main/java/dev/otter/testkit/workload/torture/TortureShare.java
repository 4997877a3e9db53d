package dev.otter.testkit.workload.torture;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What makes one writer differ from the others.
 *
 * @param session statements for each of its connections
 * @param big whether it writes big transactions
 * @param truncates whether it empties tables by TRUNCATE
 * @param truncatesChildren whether that goes for tables with a foreign key too
 * @param first whether it is the first writer
 */
record TortureShare(
        List<String> session,
        SplittableRandom random,
        boolean big,
        boolean truncates,
        boolean truncatesChildren,
        boolean first) {}
