package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.processor.ProcessorHost;
import dev.otter.engine.transform.processor.ProcessorLimits;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Consumer;

/** The views of one pipeline, made when first needed. One thread; to be closed. */
public final class Views implements AutoCloseable {
    private static final int KNOWN_MAX = 20_000;

    private final TableViews config;
    private final boolean none;
    private final ProcessorHost processors;
    private final IdentityHashMap<SourceTable, Optional<TableView>> known = new IdentityHashMap<>();

    /**
     * @param name of the pipeline
     */
    public Views(TableViews config, String name) {
        this(config, name, ProcessorLimits.usual());
    }

    /** The same with other limits than the usual ones. */
    public Views(TableViews config, String name, ProcessorLimits limits) {
        this.config = config;
        this.none = config.isNone();
        this.processors = new ProcessorHost(name, config.extensions(), limits);
    }

    /** Whether all rows go as they are. */
    public boolean isNone() {
        return none;
    }

    /**
     * The view of a shape; empty when its rows go as they are.
     *
     * @throws OtterException when the table's entry does not fit the shape
     */
    public Optional<TableView> view(SourceTable source) {
        Optional<TableView> view = known.get(source);
        if (view == null) {
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            view = config.find(source.name()).map(mapping -> make(mapping, source));
            known.put(source, view);
        }
        return view;
    }

    private TableView make(MappingConfig mapping, SourceTable source) {
        ViewShape shape = ViewShape.of(mapping, source);
        Optional<RowWork.ProcessorStep> processor =
                mapping.rows()
                        .processor()
                        .map(name -> new ProcessorUse(processors, processors.make(name), shape));
        return new TableView(mapping, shape, processor);
    }

    /** Hands over what rows become on their way to a table, in their order; perhaps nothing. */
    public void apply(RowChanges rows, TableName target, Consumer<RowChanges> to) {
        Optional<TableView> view = view(rows.source());
        if (view.isPresent()) {
            view.get().apply(rows, target, to);
        } else {
            to.accept(rows.to(target));
        }
    }

    @Override
    public void close() {
        processors.close();
    }
}
