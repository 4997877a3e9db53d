package dev.otter.engine.files.resolve;

import dev.otter.model.extend.RowImage;
import java.util.List;

/** A row that cannot be changed. */
record ReadOnlyImage(RowImage row) implements RowImage {
    @Override
    public String sourceDatabase() {
        return row.sourceDatabase();
    }

    @Override
    public String sourceTable() {
        return row.sourceTable();
    }

    @Override
    public List<String> columns() {
        return row.columns();
    }

    @Override
    public Object get(String column) {
        return row.get(column);
    }

    @Override
    public void set(String column, Object value) {
        throw new UnsupportedOperationException("a file resolver cannot change the row");
    }
}
