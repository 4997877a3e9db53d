package dev.otter.engine.verify.online;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For several sources, or sides that sort differently: the pages of each source are looked up on
 * the target key by key, then the target's on the sources. For one thread.
 */
final class ListSweep implements Sweep {
    private final Ends ends;
    private final Throttle throttle;
    private final PageSize size = new PageSize();

    /** The source table that is read; their number once the target is. */
    private int table;

    private Optional<RowKey> after;

    ListSweep(Ends ends, Throttle throttle, SweepPoint from) {
        this.ends = ends;
        this.throttle = throttle;
        this.table = from.table();
        this.after = from.after();
    }

    @Override
    public SweepPoint point() {
        return new SweepPoint(table, after);
    }

    @Override
    public Step next(Candidates candidates, Parts.Part part) throws InterruptedException {
        boolean forward = table < ends.sources().size();
        int most = throttle.mostRows(size.rows());
        RowSource rows = forward ? ends.sources().get(table) : ends.onTarget();
        Side side = forward ? ends.source() : ends.target();
        Optional<RowKey> from = after;
        long begun = System.nanoTime();
        RowSource.Page page =
                side.with(connection -> rows.page(connection, from, Optional.empty(), most));
        size.took(System.nanoTime() - begun, page.bytes());
        long equal = forward ? lookUp(page, candidates, part) : seek(page, candidates, part);
        boolean ended = page.rows().size() < most;
        after = ended ? Optional.empty() : page.last();
        boolean last = ended && !forward;
        if (ended) {
            table++;
        }
        long read = page.rows().size();
        return new Step(forward ? read : 0, forward ? 0 : read, equal, last);
    }

    /** Compares rows of a source with the target's. */
    private long lookUp(RowSource.Page page, Candidates candidates, Parts.Part part)
            throws InterruptedException {
        Map<RowKey, RowSource.Sum> there =
                ends.target()
                        .with(connection -> ends.onTarget().sums(connection, page.rows().keySet()));
        long equal = 0;
        for (Map.Entry<RowKey, RowSource.Sum> row : page.rows().entrySet()) {
            if (row.getValue().equals(there.get(row.getKey()))) {
                equal++;
            } else {
                candidates.add(row.getKey(), part);
            }
        }
        return equal;
    }

    /** Looks whether rows of the target are in any source; they were compared on the way forth. */
    private long seek(RowSource.Page page, Candidates candidates, Parts.Part part)
            throws InterruptedException {
        Set<RowKey> left = new HashSet<>(page.rows().keySet());
        for (RowSource source : ends.sources()) {
            Map<RowKey, RowSource.Sum> here =
                    ends.source().with(connection -> source.sums(connection, left));
            left.removeAll(here.keySet());
        }
        left.forEach(key -> candidates.add(key, part));
        return 0;
    }
}
