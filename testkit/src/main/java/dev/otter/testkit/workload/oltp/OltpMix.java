package dev.otter.testkit.workload.oltp;

/** What the transactions of the sysbench-like workload do. */
public sealed interface OltpMix {

    /**
     * Inserts only, of ever new rows.
     *
     * @param rows per transaction
     * @param multiRow one INSERT of all rows, or one INSERT each
     */
    record InsertOnly(int rows, boolean multiRow) implements OltpMix {

        public InsertOnly {
            positive("rows", rows);
        }
    }

    /**
     * Single-row updates, inserts and deletes, drawn by their shares in percent.
     *
     * @param statements per transaction
     */
    record Mixed(int updates, int inserts, int deletes, int statements) implements OltpMix {

        public Mixed {
            positive("statements", statements);
            if (updates < 0 || inserts < 0 || deletes < 0 || updates + inserts + deletes != 100) {
                throw new IllegalArgumentException(
                        "shares must add up to 100 percent: "
                                + updates
                                + "+"
                                + inserts
                                + "+"
                                + deletes);
            }
        }

        /** 80/10/10. */
        public static Mixed standard(int statements) {
            return new Mixed(80, 10, 10, statements);
        }
    }

    /**
     * Updates that all fall on the first rows of each table.
     *
     * @param rows how many hot rows
     * @param statements updates per transaction
     */
    record HotRows(int rows, int statements) implements OltpMix {

        public HotRows {
            positive("rows", rows);
            positive("statements", statements);
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
