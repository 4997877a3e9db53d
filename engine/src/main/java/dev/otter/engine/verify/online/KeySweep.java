package dev.otter.engine.verify.online;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Looks some keys up on both sides, wherever they are. For one thread. */
final class KeySweep implements Sweep {
    private static final int KEYS = 200;

    private final Ends ends;
    private final List<RowKey> keys;
    private int next;

    KeySweep(Ends ends, Collection<RowKey> keys) {
        this.ends = ends;
        this.keys = List.copyOf(keys);
    }

    @Override
    public SweepPoint point() {
        return SweepPoint.BEGIN;
    }

    @Override
    public Step next(Candidates candidates, Parts.Part part) throws InterruptedException {
        List<RowKey> wanted = keys.subList(next, Math.min(keys.size(), next + KEYS));
        Looked looked =
                Looked.at(ends.source(), ends.target(), ends.sources(), ends.onTarget(), wanted);
        looked.unlike().forEach(key -> candidates.add(key, part));
        next += wanted.size();
        return new Step(looked.onSource(), looked.onTarget(), looked.equal(), next == keys.size());
    }

    /**
     * What a look at both sides gave.
     *
     * @param onSource rows that sources had
     * @param onTarget rows that the target had
     * @param equal rows that were the same
     * @param unlike keys whose rows were not, or were on one side, or in several sources
     */
    record Looked(long onSource, long onTarget, long equal, List<RowKey> unlike) {

        /** Looks first at the sources, then at the target. */
        static Looked at(
                Side source,
                Side target,
                List<RowSource> sources,
                RowSource onTarget,
                Collection<RowKey> keys)
                throws InterruptedException {
            Map<RowKey, RowSource.Sum> here = new HashMap<>();
            Set<RowKey> several = new HashSet<>();
            long rows = 0;
            for (RowSource table : sources) {
                Map<RowKey, RowSource.Sum> found =
                        source.with(connection -> table.sums(connection, keys));
                rows += found.size();
                found.forEach((key, sum) -> {
                    if (here.put(key, sum) != null) {
                        several.add(key);
                    }
                });
            }
            Map<RowKey, RowSource.Sum> there =
                    target.with(connection -> onTarget.sums(connection, keys));
            List<RowKey> unlike = new ArrayList<>();
            long equal = 0;
            for (RowKey key : keys) {
                RowSource.Sum sum = here.get(key);
                if (several.contains(key) || !Objects.equals(sum, there.get(key))) {
                    unlike.add(key);
                } else if (sum != null) {
                    equal++;
                }
            }
            return new Looked(rows, there.size(), equal, unlike);
        }
    }
}
