package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.resync.PresentRows.Found;
import dev.otter.engine.resync.PresentRows.Look;
import dev.otter.engine.resync.PresentRows.Wanted;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Puts the source's present rows in the place of inserted and updated ones (consistency MEDIA). See
 * ADR 35. Its sink belongs to the reading thread; {@link #abort} may come from any.
 */
public final class Reselect implements DeliverySink, AutoCloseable {
    private static final String STAGE = "re-select";
    private static final String NOTICE = "re-select as logged";
    private static final int TOGETHER = 500;
    private static final long PRESENT_BYTES_MAX = 16L << 20;
    private static final int UNREAD_MAX = 1_000;
    private static final Look AS_IT_IS =
            new Look(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    private final PresentRows rows;
    private final BooleanSupplier resting;
    private final boolean vanishedToo;
    private final StatusBoard board;
    private final DeliverySink next;
    private final StopSignal stop = new StopSignal();
    private final Backoff pause =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());

    /** Tables whose rows go as the log has them, and why. */
    private final Map<TableName, String> unread = new TreeMap<>();

    /**
     * @param tables the pipeline's
     * @param source opens connections to the server that is read, and to no other
     * @param durable everything up to here is durable on the target
     * @param resting whether tables are being copied: rows are not read meanwhile
     * @param vanishedToo whether rows that are gone are sent as the log has them
     * @param next the stage behind; gets transactions without rows, too
     */
    public Reselect(
            Resync.Tables tables,
            Supplier<MysqlConnection> source,
            Supplier<LogPosition> durable,
            BooleanSupplier resting,
            boolean vanishedToo,
            StatusBoard board,
            DeliverySink next) {
        this.rows = new PresentRows(source, new SourceTables(tables, durable), System::nanoTime);
        this.resting = resting;
        this.vanishedToo = vanishedToo;
        this.board = board;
        this.next = next;
    }

    @Override
    public void accept(Delivery delivery) {
        switch (delivery) {
            case Delivery.Transaction whole -> {
                SourceTransaction t = whole.transaction();
                List<RowChanges> changes = present(t.changes());
                next.accept(
                        new Delivery.Transaction(
                                new SourceTransaction(
                                        t.sequence(),
                                        t.id(),
                                        t.end(),
                                        t.commitMicros(),
                                        changes,
                                        changes.stream().mapToInt(RowChanges::rows).sum(),
                                        bytes(changes))));
            }
            case Delivery.GiantPart part -> {
                List<RowChanges> changes = present(part.changes());
                next.accept(
                        new Delivery.GiantPart(
                                changes,
                                changes.stream().mapToInt(RowChanges::rows).sum(),
                                bytes(changes),
                                part.id()));
            }
            case Delivery.SchemaChange change -> {
                rows.forget();
                next.accept(change);
            }
            case Delivery.GiantEnd end -> next.accept(end);
            case Delivery.GiantBroken broken -> next.accept(broken);
            case Delivery.Skipped skipped -> next.accept(skipped);
        }
    }

    private static long bytes(List<RowChanges> changes) {
        return changes.stream().mapToLong(RowChanges::size).sum();
    }

    private List<RowChanges> present(List<RowChanges> changes) {
        IdentityHashMap<SourceTable, Look> looks = looks(changes);
        LastChanges last =
                new LastChanges(
                        changes,
                        change -> looks.getOrDefault(change.source(), AS_IT_IS),
                        vanishedToo);
        Found all = new Found(new HashMap<>(), new HashSet<>());
        List<Wanted> wanted = resting.getAsBoolean() ? List.of() : last.wanted();
        long bytes = 0;
        for (int first = 0;
                first < wanted.size() && bytes < PRESENT_BYTES_MAX;
                first += TOGETHER) {
            List<Wanted> some =
                    wanted.subList(first, Math.min(wanted.size(), first + TOGETHER));
            Found found = patiently(() -> rows.read(some));
            bytes += bytes(List.copyOf(found.present().values()));
            all.present().putAll(found.present());
            all.gone().addAll(found.gone());
        }
        return last.with(all);
    }

    /** What is known of each shape of the log; those that are not known yet are looked at. */
    private IdentityHashMap<SourceTable, Look> looks(List<RowChanges> changes) {
        IdentityHashMap<SourceTable, Look> looks = new IdentityHashMap<>();
        Set<SourceTable> unknown = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RowChanges change : changes) {
            SourceTable shape = change.source();
            if (!shape.readAgain() && !shape.name().equals(RequestRows.TABLE)) {
                rows.known(shape)
                        .ifPresentOrElse(
                                look -> looks.put(shape, look), () -> unknown.add(shape));
            }
        }
        if (!unknown.isEmpty()) {
            looks.putAll(patiently(() -> rows.look(unknown)));
            unknown.forEach(shape -> tell(shape.name(), looks.get(shape).why()));
        }
        return looks;
    }

    private void tell(TableName table, Optional<String> why) {
        if (why.isEmpty()) {
            unread.remove(table);
        } else if (unread.size() < UNREAD_MAX) {
            unread.put(table, why.get());
        }
        if (unread.isEmpty()) {
            board.noticeOver(NOTICE);
        } else {
            Map.Entry<TableName, String> first = unread.entrySet().iterator().next();
            board.notice(
                    NOTICE,
                    "rows of "
                            + unread.size()
                            + " tables are not read again and go as the log has them, such as those"
                            + " of "
                            + first.getKey()
                            + ": "
                            + first.getValue());
        }
    }

    /** Asks until there is an answer; says meanwhile what is waited for. */
    private <T> T patiently(Supplier<T> question) {
        while (true) {
            if (stop.raised()) {
                throw new StageClosedException();
            }
            try {
                T answer = question.get();
                board.moving(STAGE);
                pause.reset();
                return answer;
            } catch (WireException e) {
                rest("rows cannot be read again from the source, trying again: " + e.getMessage());
            } catch (OtterException e) {
                if (e.code() == ErrorCode.PRIVILEGE_MISSING) {
                    throw e;
                }
                rest("rows cannot be read again from the source, trying again: " + e.getMessage());
            }
        }
    }

    private void rest(String why) {
        board.waiting(STAGE, why);
        try {
            stop.pause(pause.next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageClosedException();
        }
    }

    /** Ends the wait for the source at once. */
    public void abort() {
        stop.raise();
        rows.abort();
    }

    @Override
    public void close() {
        board.moving(STAGE);
        rows.close();
    }
}
