package dev.otter.testkit.workload.oltp;

import java.util.random.RandomGenerator;

/** Names and rows of the sysbench-like tables. */
final class OltpRows {

    private OltpRows() {}

    static String table(OltpConfig config, int index) {
        return "`" + config.database() + "`.`sbtest" + (index + 1) + "`";
    }

    static void append(StringBuilder out, long id, int keys, RandomGenerator random) {
        out.append('(').append(id).append(',').append(1 + random.nextInt(keys)).append(",'");
        SysbenchText.append(out, random, SysbenchText.GROUPS_C);
        out.append("','");
        SysbenchText.append(out, random, SysbenchText.GROUPS_PAD);
        out.append("')");
    }
}
