package dev.otter.engine.select;

import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayList;
import java.util.List;

/** Takes note of the places that a reader tells. */
final class Told implements LogListener {
    final List<LogPosition> committed = new ArrayList<>();
    final List<LogPosition> moved = new ArrayList<>();

    @Override
    public boolean wants(TableMap table) {
        return false;
    }

    @Override
    public void rows(RowsEvent event) {}

    @Override
    public void named(TransactionId id) {}

    @Override
    public void statementWithin(LoggedStatement statement, LogPosition end, long commitMicros) {}

    @Override
    public void statement(
            LoggedStatement statement, TransactionId id, LogPosition end, long commitMicros) {
        committed.add(end);
    }

    @Override
    public void committed(TransactionId id, LogPosition end, long commitMicros) {
        committed.add(end);
    }

    @Override
    public void rolledBack(TransactionId id, LogPosition end) {}

    @Override
    public void moved(LogPosition end) {
        moved.add(end);
    }

    @Override
    public void broken() {}
}
