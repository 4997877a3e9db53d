package dev.otter.bench.replay;

import dev.otter.testkit.workload.oltp.OltpConfig;
import dev.otter.testkit.workload.oltp.OltpMix;

/** What the transactions to be replayed do; each mix has a database of its own. */
public enum Mix {
    INSERTS("inserts", 10, 400_000),
    MIXED("mix", 20, 240_000),
    HOT("hot", 10, 160_000);

    private static final int TABLES = 4;
    private static final int ROWS = 50_000;
    private static final int HOT_ROWS = 8;

    private final String title;
    private final int changesPerTransaction;
    private final int changes;

    Mix(String title, int changesPerTransaction, int changes) {
        this.title = title;
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
        return switch (this) {
            case INSERTS -> new OltpMix.InsertOnly(changesPerTransaction, true);
            case MIXED -> OltpMix.Mixed.standard(changesPerTransaction);
            case HOT -> new OltpMix.HotRows(HOT_ROWS, changesPerTransaction);
        };
    }

    /** Four tables of 50,000 rows. */
    OltpConfig tables() {
        return new OltpConfig(database(), TABLES, ROWS, 7);
    }

    int changesPerTransaction() {
        return changesPerTransaction;
    }

    /**
     * What warms contenders up. Hot rows fold so well that warming up with the same would take the
     * measured rows along; inserts need nothing of what other mixes have written.
     */
    Mix warmUp() {
        return this == HOT ? INSERTS : this;
    }

    /** Changed rows to replay at scale 1. */
    int changes() {
        return changes;
    }
}
