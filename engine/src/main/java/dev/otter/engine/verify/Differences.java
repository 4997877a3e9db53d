package dev.otter.engine.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds which of the kept rows of both sides differ. For one thread. */
public final class Differences {
    private final RowLayout layout;
    private final Map<Long, Group> groups = new HashMap<>();

    /** The rows of one key; more than one of a side where keys repeat. */
    private record Group(List<KeptRow> source, List<KeptRow> target) {}

    public Differences(RowLayout layout, List<KeptRow> source, List<KeptRow> target) {
        this.layout = layout;
        source.forEach(row -> group(row).source().add(row));
        target.forEach(row -> group(row).target().add(row));
    }

    private Group group(KeptRow row) {
        return groups.computeIfAbsent(
                row.keyHash(), _ -> new Group(new ArrayList<>(), new ArrayList<>()));
    }

    /** All differences in the order of their keys. */
    public List<RowDifference> list() {
        List<RowDifference> found = new ArrayList<>();
        for (Group group : groups.values()) {
            dropEqual(group);
            int both = Math.min(group.source().size(), group.target().size());
            for (int i = 0; i < group.source().size(); i++) {
                KeptRow source = group.source().get(i);
                found.add(
                        i < both
                                ? different(source, group.target().get(i))
                                : new RowDifference.Missing(key(source)));
            }
            for (KeptRow target : group.target().subList(both, group.target().size())) {
                found.add(new RowDifference.Extra(key(target)));
            }
        }
        found.sort(
                Comparator.comparingInt((RowDifference difference) -> difference.key().length())
                        .thenComparing(RowDifference::key));
        return found;
    }

    private static void dropEqual(Group group) {
        for (Iterator<KeptRow> sources = group.source().iterator(); sources.hasNext(); ) {
            KeptRow source = sources.next();
            for (Iterator<KeptRow> targets = group.target().iterator(); targets.hasNext(); ) {
                if (targets.next().sameRow(source)) {
                    sources.remove();
                    targets.remove();
                    break;
                }
            }
        }
    }

    private RowDifference different(KeptRow source, KeptRow target) {
        List<RowDifference.Value> values = new ArrayList<>();
        for (int i = 0; i < layout.columns(); i++) {
            if (!source.cells().get(i).same(target.cells().get(i))) {
                values.add(
                        new RowDifference.Value(
                                layout.name(i), source.text(layout, i), target.text(layout, i)));
            }
        }
        return new RowDifference.Different(key(source), values);
    }

    private String key(KeptRow row) {
        int[] key = layout.key();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < (layout.keyed() ? key.length : layout.columns()); i++) {
            int column = layout.keyed() ? key[i] : i;
            text.append(i == 0 ? "" : " ")
                    .append(layout.name(column))
                    .append('=')
                    .append(row.text(layout, column));
        }
        return text.toString();
    }
}
