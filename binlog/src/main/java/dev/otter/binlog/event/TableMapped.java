package dev.otter.binlog.event;

/** A table that the following rows belong to. Refilled; valid until the next event is decoded. */
public final class TableMapped implements Event {
    private final EventHeader header;
    private TableMap table;

    TableMapped(EventHeader header) {
        this.header = header;
    }

    TableMapped fill(TableMap mapped) {
        table = mapped;
        return this;
    }

    @Override
    public EventHeader header() {
        return header;
    }

    /** The shape; immutable and kept as long as wanted. */
    public TableMap table() {
        return table;
    }
}
