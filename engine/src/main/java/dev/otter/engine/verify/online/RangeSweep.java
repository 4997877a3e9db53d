package dev.otter.engine.verify.online;

import java.util.Map;
import java.util.Optional;

/**
 * For a pair whose sides sort alike: the source's pages, and the same ranges of keys on the target.
 * For one thread.
 */
final class RangeSweep implements Sweep {
    /** A part of a page by which the target's may be larger before it is read in two. */
    private static final int SLACK = 8;

    private final Ends ends;
    private final Throttle throttle;
    private final PageSize size = new PageSize();
    private Optional<RowKey> after;

    RangeSweep(Ends ends, Throttle throttle, SweepPoint from) {
        this.ends = ends;
        this.throttle = throttle;
        this.after = from.after();
    }

    @Override
    public SweepPoint point() {
        return new SweepPoint(0, after);
    }

    @Override
    public Step next(Candidates candidates, Parts.Part part) throws InterruptedException {
        int most = throttle.mostRows(size.rows());
        Optional<RowKey> from = after;
        long begun = System.nanoTime();
        RowSource.Page page =
                ends.source()
                        .with(connection ->
                                ends.sources()
                                        .getFirst()
                                        .page(connection, from, Optional.empty(), most));
        size.took(System.nanoTime() - begun, page.bytes());
        boolean last = page.rows().size() < most;
        Optional<RowKey> upTo = last ? Optional.empty() : page.last();
        Map<RowKey, RowSource.Sum> left = page.rows();
        long sourceRows = left.size();
        long targetRows = 0;
        long equal = 0;
        Optional<RowKey> reached = from;
        int mostThere = most + most / SLACK + 1;
        while (true) {
            Optional<RowKey> behind = reached;
            RowSource.Page there =
                    ends.target()
                            .with(connection ->
                                    ends.onTarget().page(connection, behind, upTo, mostThere));
            targetRows += there.rows().size();
            for (Map.Entry<RowKey, RowSource.Sum> row : there.rows().entrySet()) {
                RowSource.Sum here = left.remove(row.getKey());
                if (row.getValue().equals(here)) {
                    equal++;
                } else {
                    candidates.add(row.getKey(), part);
                }
            }
            if (there.rows().size() < mostThere) {
                break;
            }
            reached = there.last();
            throttle.await(there.rows().size());
        }
        left.keySet().forEach(key -> candidates.add(key, part));
        after = last ? after : page.last();
        return new Step(sourceRows, targetRows, equal, last);
    }
}
