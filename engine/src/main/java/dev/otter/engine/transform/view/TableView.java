package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What becomes of the rows of one source shape. Belongs to the reading thread. */
public final class TableView {
    private final MappingConfig mapping;
    private final ViewShape shape;
    private final Optional<ColumnSelection> selection;
    private final RowWork work;
    private final Gate gate;

    /**
     * @param gate which of the rows go this way at all
     */
    TableView(
            MappingConfig mapping,
            ViewShape shape,
            Optional<RowWork.ProcessorStep> processor,
            Gate gate) {
        this.mapping = mapping;
        this.shape = shape;
        this.gate = gate;
        boolean columnsOnly =
                shape.columnsOnly() && processor.isEmpty() && mapping.choice().isEmpty();
        this.selection = columnsOnly ? Optional.of(new ColumnSelection(shape)) : Optional.empty();
        this.work = columnsOnly ? null : new RowWork(shape, processor, gate);
    }

    void apply(RowChanges rows, TableName target, Consumer<RowChanges> to) {
        if (selection.isPresent()) {
            selection.get().apply(rows, target).ifPresent(to);
        } else {
            work.apply(rows, target, to);
        }
    }

    /** The columns that the target gets. */
    public SourceTable viewed() {
        return shape.viewed();
    }

    /** Whether values of rows are looked at, so that the log must hold them all. */
    public boolean readsRows() {
        return shape.readsRows() || mapping.rows().processor().isPresent() || gate.readsRow();
    }

    /** Whether some column of the target is filled from this one of the source, as it is. */
    public boolean sends(String sourceColumn) {
        return IntStream.of(shape.from())
                .filter(column -> column >= 0)
                .anyMatch(column ->
                        shape.source().columns().get(column).name().equalsIgnoreCase(sourceColumn));
    }

    /** Names of viewed columns that travel in groups. */
    public List<String> grouped() {
        return shape.groups().stream()
                .flatMapToInt(IntStream::of)
                .mapToObj(column -> shape.viewed().columns().get(column).name())
                .toList();
    }

    /** The view in words, a line for each thing: for people. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < shape.from().length; i++) {
            String name = shape.viewed().columns().get(i).name();
            int origin = shape.from()[i];
            String from = origin < 0 ? "" : shape.source().columns().get(origin).name();
            columns.add(
                    origin < 0
                            ? name + " = " + shape.computed(i).orElseThrow().text()
                            : from.equals(name) ? name : from + " -> " + name);
        }
        lines.add("columns: " + String.join(", ", columns));
        List<String> left =
                shape.source().columns().stream()
                        .map(column -> column.name())
                        .filter(name -> !mapping.columns().sends(name))
                        .toList();
        if (!left.isEmpty()) {
            lines.add("not sent: " + String.join(", ", left));
        }
        mapping.rows().where().ifPresent(where -> lines.add("only rows where " + where));
        mapping.choice().ifPresent(choice -> lines.add("chosen by " + choice.by()));
        mapping.groups().forEach(group -> lines.add("together: " + group.columns()));
        mapping.rows()
                .processor()
                .ifPresent(name -> lines.add("then processor " + RowRules.className(name)));
        return lines;
    }
}
