package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.processor.ProcessorHost;
import dev.otter.engine.transform.processor.ProcessorLimits;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The views of one pipeline, made when first needed. One thread; to be closed. */
public final class Views implements AutoCloseable {
    private static final int KNOWN_MAX = 20_000;

    private final TableViews config;
    private final boolean none;
    private final ProcessorHost processors;
    private final IdentityHashMap<SourceTable, List<TableWay>> known = new IdentityHashMap<>();

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
     * All ways of a shape's rows, in the order of the entries; none when no entry of the views
     * speaks of its table, whose rows go as they are.
     *
     * @throws OtterException when an entry does not fit the shape
     */
    public List<TableWay> ways(SourceTable source) {
        List<TableWay> ways = known.get(source);
        if (ways == null) {
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            List<TableWay> all = new ArrayList<>();
            for (MappingConfig mapping : config.entries(source.name())) {
                add(mapping, source, all);
            }
            ways = List.copyOf(all);
            known.put(source, ways);
        }
        return ways;
    }

    private void add(MappingConfig mapping, SourceTable source, List<TableWay> ways) {
        if (mapping.choice().isEmpty()) {
            Optional<TableView> view =
                    mapping.whole()
                            ? Optional.empty()
                            : Optional.of(make(mapping, source, new OpenGate()));
            mapping.rule()
                    .target(source.name())
                    .ifPresent(target -> ways.add(new TableWay(target, view, true)));
            return;
        }
        ChosenTargets chosen = new ChosenTargets(mapping, source);
        MappingConfig behind = mapping.withoutFilter();
        for (int i = 0; i < chosen.targets().size(); i++) {
            TableView view = make(behind, source, chosen.into(i));
            ways.add(new TableWay(chosen.targets().get(i), Optional.of(view), true));
        }
        TableView outside = make(behind, source, chosen.outside());
        ways.add(new TableWay(chosen.targets().getFirst(), Optional.of(outside), false));
    }

    private TableView make(MappingConfig mapping, SourceTable source, Gate gate) {
        ViewShape shape = ViewShape.of(mapping, source);
        Optional<RowWork.ProcessorStep> processor =
                mapping.rows()
                        .processor()
                        .map(name -> new ProcessorUse(processors, processors.make(name), shape));
        return new TableView(mapping, shape, processor, gate);
    }

    /**
     * Hands over what rows become on each of their ways, in their order; perhaps nothing.
     *
     * @param targets where rows go of which the views know nothing
     */
    public void apply(RowChanges rows, List<TableName> targets, Consumer<RowChanges> to) {
        List<TableWay> ways = none ? List.of() : ways(rows.source());
        if (ways.isEmpty()) {
            targets.forEach(target -> to.accept(rows.to(target)));
            return;
        }
        for (TableWay way : ways) {
            way.apply(rows, to);
        }
    }

    @Override
    public void close() {
        processors.close();
    }
}
