package dev.otter.engine.verify.live;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.verify.online.KeyedPair;
import dev.otter.engine.verify.online.LoggedKey;
import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the keys of changed rows out of the stream of changes, which flows on as if it was not
 * there. Never waits, and no failure of its own stops the stream. Belongs to the reading thread.
 */
final class KeyTap implements DeliverySink {
    private static final Logger LOG = LoggerFactory.getLogger(KeyTap.class);
    private static final int SHAPES_MOST = 1_000;
    private static final int TABLES_MOST = 20_000;

    /** Keys of a transaction that are kept until its end. */
    private static final int IN_HAND_MOST = 20_000;

    private static final int[] NONE = {};

    private final TableRoute route;
    private final Tools tools;
    private final Share share;
    private final BooleanSupplier copying;
    private final DeliverySink next;
    private final Map<TableName, List<Way>> ways = new HashMap<>();

    /** How keys are taken out of rows of a shape, for each pair as it is known now. */
    private final IdentityHashMap<KeyedPair, Map<SourceTable, Optional<LoggedKey>>> shapes =
            new IdentityHashMap<>();

    private final Map<TableName, Set<RowKey>> gathered = new LinkedHashMap<>();
    private int inHand;
    private boolean broken;

    /** What it shares with the checking thread. */
    record Tools(KeyGuides guides, KeyQueue queue, VerifyBoard board) {}

    /**
     * @param share which of the changed rows are taken
     * @param copying whether tables are being copied, so that rows are missing for a good reason
     */
    KeyTap(TableRoute route, Tools tools, Share share, BooleanSupplier copying, DeliverySink next) {
        this.route = route;
        this.tools = tools;
        this.share = share;
        this.copying = copying;
        this.next = next;
    }

    @Override
    public void accept(Delivery delivery) {
        if (!broken) {
            try {
                look(delivery);
            } catch (RuntimeException e) {
                broken = true;
                LOG.error("Changed rows are not read back any more: an error of Otter's own", e);
                tools.board().ended("no keys are taken any more, by an error of Otter's own: " + e);
            }
        }
        next.accept(delivery);
    }

    private void look(Delivery delivery) {
        switch (delivery) {
            case Delivery.Transaction whole -> {
                whole.transaction().changes().forEach(this::gather);
                handOver(whole.transaction().end());
            }
            case Delivery.GiantPart part -> part.changes().forEach(this::gather);
            case Delivery.GiantEnd end -> handOver(end.particulars().end());
            case Delivery.GiantBroken _ -> clear();
            case Delivery.SchemaChange change -> {
                for (TableName source : change.sources()) {
                    ways(source).forEach(way -> altered(way, change.particulars().end()));
                }
            }
            case Delivery.Skipped _ -> {}
        }
    }

    private List<Way> ways(TableName source) {
        if (ways.size() > TABLES_MOST) {
            ways.clear();
        }
        return ways.computeIfAbsent(
                source,
                name ->
                        route.targets(name).stream()
                                .distinct()
                                .map(target -> new Way(name, target))
                                .toList());
    }

    private void altered(Way way, LogPosition end) {
        tools.guides().altered(way, end);
        tools.board().left(VerifyBoard.Left.UNREADY, tools.queue().forget(way.target()));
        gathered.remove(way.target());
        shapes.clear();
    }

    /** The same rows are looked at in each of their targets. */
    private void gather(RowChanges rows) {
        boolean any = false;
        for (Way way : ways(rows.source().name())) {
            if (!tools.guides().unfit(way)) {
                any = true;
                if (tools.guides().of(way).isEmpty()) {
                    tools.guides().want(way);
                }
            }
        }
        int[] chosen = any ? share.of(rows.rows()) : NONE;
        if (chosen.length > 0) {
            for (Way way : ways(rows.source().name())) {
                if (!tools.guides().unfit(way)) {
                    gather(rows, chosen, tools.guides().of(way));
                }
            }
        }
    }

    private void gather(RowChanges rows, int[] chosen, Optional<KeyedPair> pair) {
        if (pair.isEmpty()) {
            tools.board().left(VerifyBoard.Left.UNREADY, chosen.length);
        } else if (copying.getAsBoolean()) {
            tools.board().left(VerifyBoard.Left.COPYING, chosen.length);
        } else if (tools.queue().full() || inHand + 2 * chosen.length > IN_HAND_MOST) {
            tools.board().left(VerifyBoard.Left.FULL, chosen.length);
        } else {
            take(rows, chosen, pair.get());
        }
    }

    private void take(RowChanges rows, int[] chosen, KeyedPair pair) {
        Optional<LoggedKey> key = key(pair, rows.source());
        if (key.isEmpty()) {
            tools.board().left(VerifyBoard.Left.UNREADY, chosen.length);
            return;
        }
        Set<RowKey> into = gathered.computeIfAbsent(pair.target(), _ -> new LinkedHashSet<>());
        for (int row : chosen) {
            if (rows.kind() != ChangeKind.INSERT) {
                add(key.get().of(rows, rows.before(row), rows.before(row)), into);
            }
            if (rows.kind() != ChangeKind.DELETE) {
                int after = rows.after(row);
                int before = rows.kind() == ChangeKind.UPDATE ? rows.before(row) : after;
                add(key.get().of(rows, after, before), into);
            }
        }
    }

    private Optional<LoggedKey> key(KeyedPair pair, SourceTable shape) {
        if (shapes.size() > SHAPES_MOST) {
            shapes.clear();
        }
        Map<SourceTable, Optional<LoggedKey>> known =
                shapes.computeIfAbsent(pair, _ -> new IdentityHashMap<>());
        if (known.size() > SHAPES_MOST) {
            known.clear();
        }
        return known.computeIfAbsent(shape, pair::logged);
    }

    private void add(Optional<RowKey> key, Set<RowKey> into) {
        if (key.isEmpty()) {
            tools.board().left(VerifyBoard.Left.UNREADY, 1);
        } else if (into.add(key.get())) {
            inHand++;
        }
    }

    private void handOver(LogPosition end) {
        gathered.forEach((target, keys) -> {
            tools.board().left(VerifyBoard.Left.FULL, tools.queue().offer(target, keys, end));
        });
        clear();
    }

    private void clear() {
        gathered.clear();
        inHand = 0;
    }
}
