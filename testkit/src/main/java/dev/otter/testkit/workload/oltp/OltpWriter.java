package dev.otter.testkit.workload.oltp;

import dev.otter.testkit.workload.TransactionScript;
import dev.otter.testkit.workload.TransactionWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One sysbench-like writer. It inserts and deletes rows whose id is its own by remainder, so that
 * writers never delete each other's rows; a quarter of its updates falls on any row.
 */
final class OltpWriter implements TransactionWriter {

    private final OltpConfig config;
    private final OltpMix mix;
    private final SplittableRandom random;
    private final CommitListener listener;
    private final int writers;
    private final List<LiveIds> live;
    private final List<Change> changes = new ArrayList<>();
    private long nextId;

    /** What a script does to the live ids once it is committed. */
    private record Change(int table, long id, boolean inserted) {}

    /**
     * @param live ids of each table that are this writer's own; the writer keeps them up to date
     */
    OltpWriter(
            OltpConfig config,
            OltpMix mix,
            OltpShare share,
            List<LiveIds> live,
            CommitListener listener) {
        this.config = config;
        this.mix = mix;
        this.listener = listener;
        this.live = live;
        this.writers = share.writers();
        this.nextId = share.firstId();
        this.random = new SplittableRandom(config.seed() * 1_000_003 + share.writer());
    }

    @Override
    public TransactionScript next() {
        changes.clear();
        List<String> sql = new ArrayList<>();
        String kind =
                switch (mix) {
                    case OltpMix.InsertOnly inserts -> inserts(inserts, sql);
                    case OltpMix.Mixed mixed -> mixed(mixed, sql);
                    case OltpMix.HotRows hot -> hot(hot, sql);
                };
        long greatest = 0;
        for (Change change : changes) {
            greatest = Math.max(greatest, change.inserted() ? change.id() : 0);
        }
        return new TransactionScript(kind, sql, TransactionScript.Ending.COMMIT, greatest);
    }

    private String inserts(OltpMix.InsertOnly spec, List<String> sql) {
        int table = randomTable();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < spec.rows(); i++) {
            if (out.isEmpty()) {
                out.append(insertInto(table));
            } else {
                out.append(',');
            }
            appendRow(out, newId(table));
            if (!spec.multiRow()) {
                sql.add(out.toString());
                out.setLength(0);
            }
        }
        if (!out.isEmpty()) {
            sql.add(out.toString());
        }
        return "insert-only";
    }

    private String mixed(OltpMix.Mixed spec, List<String> sql) {
        for (int i = 0; i < spec.statements(); i++) {
            int table = randomTable();
            int draw = random.nextInt(100);
            if (draw < spec.inserts()) {
                sql.add(insertOne(table));
            } else if (draw < spec.inserts() + spec.deletes() && live.get(table).size() > 0) {
                long id = live.get(table).takeRandom(random);
                changes.add(new Change(table, id, false));
                sql.add("DELETE FROM " + name(table) + " WHERE id=" + id);
            } else {
                sql.add(update(table, updatable(table)));
            }
        }
        return "mixed";
    }

    private String hot(OltpMix.HotRows spec, List<String> sql) {
        for (int i = 0; i < spec.statements(); i++) {
            sql.add(update(randomTable(), 1 + random.nextInt(spec.rows())));
        }
        return "hot-rows";
    }

    private long updatable(int table) {
        LiveIds own = live.get(table);
        if (own.size() > 0 && (config.rows() == 0 || random.nextInt(4) > 0)) {
            return own.random(random);
        }
        return 1 + random.nextLong(Math.max(1, config.rows()));
    }

    private String insertOne(int table) {
        StringBuilder out = new StringBuilder(insertInto(table));
        appendRow(out, newId(table));
        return out.toString();
    }

    private String update(int table, long id) {
        if (random.nextBoolean()) {
            return "UPDATE " + name(table) + " SET k=k+1 WHERE id=" + id;
        }
        StringBuilder out = new StringBuilder("UPDATE ").append(name(table)).append(" SET c='");
        SysbenchText.append(out, random, SysbenchText.GROUPS_C);
        return out.append("' WHERE id=").append(id).toString();
    }

    private String insertInto(int table) {
        return "INSERT INTO " + name(table) + " (id,k,c,pad) VALUES ";
    }

    private void appendRow(StringBuilder out, long id) {
        OltpRows.append(out, id, Math.max(1, config.rows()), random);
    }

    private long newId(int table) {
        long id = nextId;
        nextId += writers;
        changes.add(new Change(table, id, true));
        return id;
    }

    private int randomTable() {
        return config.tables() == 1 ? 0 : random.nextInt(config.tables());
    }

    private String name(int table) {
        return OltpRows.table(config, table);
    }

    @Override
    public void committed(TransactionScript script, long nanos) {
        if (mix instanceof OltpMix.Mixed) {
            for (Change change : changes) {
                if (change.inserted()) {
                    live.get(change.table()).add(change.id());
                }
            }
        }
        if (script.tag() > 0) {
            listener.onCommit(script.tag(), nanos);
        }
    }
}
