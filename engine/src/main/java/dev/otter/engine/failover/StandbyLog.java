package dev.otter.engine.failover;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.select.Fingerprinter;
import dev.otter.engine.select.StatementNames;
import dev.otter.engine.select.TransactionReader;
import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through a server's log for transactions that are known by their fingerprints. One use, one
 * thread. Keeps as many fingerprints as it looks for, however long the log is.
 *
 * <p>The place is right behind the last of the <em>tail</em>: fingerprints that follow each other
 * in this order without another transaction in scope between them.
 */
final class StandbyLog implements LogListener {

    /**
     * A transaction that was applied out of order, behind the tail.
     *
     * @param slot the checkpoint's slot that tells so
     * @param id its name in this server's log
     */
    record Applied(int slot, TransactionId id) {}

    private final TableRoute scope;
    private final List<Long> tail;

    /** Slots of transactions that are still to be met behind the tail, by fingerprint. */
    private final Map<Long, ArrayDeque<Integer>> wanted = new HashMap<>();

    private final ArrayDeque<Long> last = new ArrayDeque<>();
    private final List<Applied> applied = new ArrayList<>();
    private LogPosition place;
    private int times;

    /**
     * @param scope the pipeline's tables
     * @param tail what is looked for; not empty
     * @param above slot and fingerprint of transactions applied behind it, in log order
     */
    StandbyLog(
            TableRoute scope, List<Fingerprint> tail, List<Map.Entry<Integer, Fingerprint>> above) {
        this.scope = scope;
        this.tail = tail.stream().map(Fingerprint::hash).toList();
        above.forEach(entry ->
                wanted.computeIfAbsent(entry.getValue().hash(), _ -> new ArrayDeque<>())
                        .addLast(entry.getKey()));
    }

    /**
     * Reads from the file that was begun before the oldest of the tail, less the overlap, to the
     * end as it is now.
     *
     * @param connection to the server; for questions, the log is read on another one
     * @param since when the oldest of the tail was committed
     */
    void look(MysqlConnection connection, long serverId, Instant since, Duration overlap) {
        StreamStart.AtFile start = new BinlogFiles(connection).locate(since.minus(overlap)).start();
        MysqlConnection dump = MysqlConnection.connect(connection.endpoint());
        try (BinlogStream stream =
                        BinlogStream.open(dump, start, StreamConfig.of(serverId).untilEnd());
                TransactionReader transactions =
                        new TransactionReader(
                                new EventDecoder(),
                                this,
                                new LogPosition(start.file(), start.offset()),
                                Optional.of(new Fingerprinter(scope)),
                                _ -> false,
                                StatementNames.of(connection))) {
            while (stream.next()) {
                transactions.event(stream.buffer(), stream.offset(), stream.length());
            }
        }
    }

    private void met(TransactionId id, LogPosition end) {
        if (!(id instanceof TransactionId.AtPosition at) || at.print().isEmpty()) {
            return;
        }
        long hash = at.print().get().hash();
        last.addLast(hash);
        if (last.size() > tail.size()) {
            last.removeFirst();
        }
        if (last.size() == tail.size() && List.copyOf(last).equals(tail)) {
            times++;
            place = times == 1 ? end : place;
            return;
        }
        ArrayDeque<Integer> slots = times == 1 ? wanted.get(hash) : null;
        if (slots != null) {
            applied.add(new Applied(slots.removeFirst(), id));
            if (slots.isEmpty()) {
                wanted.remove(hash);
            }
        }
    }

    /** How often the tail was found. */
    int times() {
        return times;
    }

    /** Right behind the tail's first occurrence; null when there was none. */
    LogPosition place() {
        return place;
    }

    /** Transactions behind the tail that were looked for, as this server names them. */
    List<Applied> applied() {
        return applied;
    }

    /** How many of these were not met. */
    int missing() {
        return wanted.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    /** Whether the log ends within the tail: what is missing may still come. */
    boolean endsWithinTail() {
        List<Long> end = List.copyOf(last);
        for (int length = Math.min(end.size(), tail.size() - 1); length > 0; length--) {
            if (end.subList(end.size() - length, end.size()).equals(tail.subList(0, length))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean wants(TableMap table) {
        return scope.target(new TableName(table.schema(), table.table())).isPresent();
    }

    @Override
    public void rows(RowsEvent event) {
        // The fingerprint is all that is wanted of them.
    }

    @Override
    public void named(TransactionId id) {
        // Only fingerprints count.
    }

    @Override
    public void statementWithin(LoggedStatement statement, LogPosition end, long commitMicros) {
        // It is part of the fingerprint that the transaction has at its end.
    }

    @Override
    public void statement(
            LoggedStatement statement, TransactionId id, LogPosition end, long commitMicros) {
        met(id, end);
    }

    @Override
    public void committed(TransactionId id, LogPosition end, long commitMicros) {
        met(id, end);
    }

    @Override
    public void rolledBack(TransactionId id, LogPosition end) {
        // It had no effect.
    }

    @Override
    public void moved(LogPosition end) {
        // Only transactions count.
    }

    @Override
    public void broken() {
        // The stream is read once; a break ends the look.
    }
}
