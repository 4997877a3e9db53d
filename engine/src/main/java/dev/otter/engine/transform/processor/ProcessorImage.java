package dev.otter.engine.transform.processor;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.cell.CellFaultException;
import dev.otter.engine.transform.cell.CellReader;
import dev.otter.model.extend.RowImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One image of a row in the hands of a processor. Used by the processor's thread, and by the
 * reading thread before and after; never by both at once, unless the processor is given up: then
 * what it still does here is not looked at.
 */
public final class ProcessorImage implements RowImage {
    private final SourceTable source;
    private final SourceTable shape;
    private final byte[] bytes;
    private final int[] offsets;
    private final int[] lengths;

    /** New values by place; null for NULL. */
    private final Map<Integer, Object> changed = new HashMap<>();

    /**
     * @param source the source's table
     * @param shape columns that the processor sees
     * @param bytes where the cells are
     * @param offsets where each begins
     * @param lengths how long it is, or its state
     */
    public ProcessorImage(
            SourceTable source, SourceTable shape, byte[] bytes, int[] offsets, int[] lengths) {
        this.source = source;
        this.shape = shape;
        this.bytes = bytes;
        this.offsets = offsets;
        this.lengths = lengths;
    }

    /** New values by place of their column; null for NULL. */
    public Map<Integer, Object> changed() {
        return changed;
    }

    @Override
    public String sourceDatabase() {
        return source.name().database();
    }

    @Override
    public String sourceTable() {
        return source.name().table();
    }

    @Override
    public List<String> columns() {
        return shape.columns().stream().map(column -> column.name()).toList();
    }

    private int place(String column) {
        for (int i = 0; i < shape.columns().size(); i++) {
            if (shape.columns().get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column " + column);
    }

    @Override
    public Object get(String column) {
        int place = place(column);
        if (changed.containsKey(place)) {
            return changed.get(place);
        }
        int length = lengths[place];
        if (length == RowChanges.NULL) {
            return null;
        }
        if (length < 0) {
            throw new IllegalStateException("the log leaves out column " + column);
        }
        try {
            return new CellReader(shape.columns().get(place)).read(bytes, offsets[place], length);
        } catch (CellFaultException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void set(String column, Object value) {
        changed.put(place(column), value);
    }
}
