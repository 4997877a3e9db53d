package dev.otter.bench.replay;

import dev.otter.testkit.workload.oltp.OltpConfig;
import dev.otter.testkit.workload.oltp.OltpMix;

/** What the transactions to be replayed do; each mix has a database of its own. */
public enum Mix {
    INSERTS("inserts", new OltpMix.InsertOnly(10, true), 10, 400_000),
    MIXED("mix", OltpMix.Mixed.standard(20), 20, 240_000),
    HOT("hot", new OltpMix.HotRows(8, 10), 10, 160_000);

    private static final int TABLES = 4;
    private static final int ROWS = 50_000;

    private final String title;
    private final OltpMix oltp;
    private final int changesPerTransaction;
    private final int changes;

    Mix(String title, OltpMix oltp, int changesPerTransaction, int changes) {
        this.title = title;
        this.oltp = oltp;
        this.changesPerTransaction = changesPerTransaction;
        this.changes = changes;
    }

    /** As the command line calls it. */
    public String title() {
        return title;
    }

    /** The database that holds its tables. */
    public String database() {
        return "bench_" + title;
    }

    OltpMix oltp() {
        return oltp;
    }

    /** Four tables of 50,000 rows. */
    OltpConfig tables() {
        return new OltpConfig(database(), TABLES, ROWS, 7);
    }

    int changesPerTransaction() {
        return changesPerTransaction;
    }

    /** Changed rows to replay at scale 1. */
    int changes() {
        return changes;
    }
}
