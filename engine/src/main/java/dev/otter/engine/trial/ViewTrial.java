package dev.otter.engine.trial;

import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.TlsMode;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.pipeline.ViewedTable;
import dev.otter.engine.resync.SampleRows;
import dev.otter.engine.resync.SampleValue;
import dev.otter.engine.transform.view.TableView;
import dev.otter.engine.transform.view.Views;
import dev.otter.engine.trial.TrialOutcome.Place;
import dev.otter.engine.trial.TrialOutcome.Problem;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.SetColumn;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries an entry of a pipeline's tables with one row, by the very views that run: each part of the
 * entry by itself first, so that a mistake is told where it is, then all together. Looks at both
 * ends and writes nothing. One use, one thread.
 */
public final class ViewTrial {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final List<String> SETTINGS =
            List.of(
                    "SET SESSION time_zone='+00:00',sql_mode=''",
                    "SET SESSION character_set_results=NULL");

    private final Pipeline pipeline;
    private final MappingConfig entry;
    private final Optional<Path> extensions;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param pipeline both ends, and what else it is told
     * @param entry what is tried; must take tables
     * @param extensions the folder with the jars of row processors
     */
    public ViewTrial(Pipeline pipeline, MappingConfig entry, Optional<Path> extensions) {
        this.pipeline = pipeline;
        this.entry = entry;
        this.extensions = extensions;
    }

    /** A part of the entry as an entry of its own. */
    private record Part(Place place, Optional<String> column, MappingConfig entry) {}

    /**
     * Tries it.
     *
     * @param table one of the source's that the entry takes
     * @param row its values; when there is none, some row of the table
     * @throws OtterException when the source cannot be asked, or has no such table
     */
    public TrialOutcome run(TableName table, List<SampleValue> row) {
        TableName target = target(table);
        SampleRows samples;
        List<SampleValue> in;
        try (MysqlConnection source = connect(pipeline.from())) {
            SETTINGS.forEach(source::query);
            samples = new SampleRows(TableCatalog.of(source).table(source, table));
            in =
                    row.isEmpty()
                            ? samples.first(source).orElseGet(samples::empty)
                            : samples.complete(row);
        } catch (WireException e) {
            throw unreachable(pipeline.from(), e);
        }
        List<Part> parts = parts();
        parts.forEach(part -> check(part, samples.shape()));
        in.forEach(value -> check(value, samples));
        Work work = problems.isEmpty() ? work(samples.inserted(in), target, parts) : Work.NOTHING;
        if (problems.isEmpty()) {
            check(table, target);
        }
        return new TrialOutcome(
                table,
                work.target().orElse(target),
                work.view(),
                in,
                work.target().isPresent(),
                work.out(),
                problems);
    }

    private TableName target(TableName table) {
        return entry.rule()
                .target(table)
                .filter(_ -> entry.rule().source().matches(table))
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.TABLE_MISSING,
                                "'%s' does not take the table %s"
                                        .formatted(entry.rule().source(), table),
                                "pipeline " + pipeline.name(),
                                "Name a table that the entry takes; case counts."));
    }

    /** What all parts together make of the row. */
    private record Work(List<String> view, Optional<TableName> target, List<SampleValue> out) {
        private static final Work NOTHING = new Work(List.of(), Optional.empty(), List.of());
    }

    private Work work(RowChanges row, TableName target, List<Part> parts) {
        try (Views views = views(entry)) {
            List<String> lines = describe(views, row.source());
            List<RowChanges> out = apply(views, row, target);
            Optional<OtterException> refusal = refusal(out);
            if (refusal.isPresent()) {
                blame(refusal.get(), row, target, parts);
                return new Work(lines, Optional.empty(), List.of());
            }
            return out.isEmpty()
                    ? new Work(lines, Optional.empty(), List.of())
                    : new Work(
                            lines,
                            Optional.of(out.getFirst().target()),
                            SampleRows.texts(out.getFirst()));
        } catch (OtterException e) {
            problems.add(new Problem(Place.ENTRY, Optional.empty(), e));
            return Work.NOTHING;
        }
    }

    /** The part that refuses the row by itself, too; the processor sees what the others made. */
    private void blame(OtterException why, RowChanges row, TableName target, List<Part> parts) {
        for (Part part : parts) {
            if (part.place() == Place.WHERE
                    || part.place() == Place.SET
                    || part.place() == Place.ROUTE) {
                try (Views views = views(part.entry())) {
                    refusal(apply(views, row, target))
                            .ifPresent(refusal ->
                                    problems.add(
                                            new Problem(part.place(), part.column(), refusal)));
                }
            }
        }
        if (problems.isEmpty()) {
            Place place = entry.rows().processor().isPresent() ? Place.PROCESSOR : Place.ENTRY;
            problems.add(new Problem(place, Optional.empty(), why));
        }
    }

    /** The views of a shape in words; made by it when they fit. */
    private static List<String> describe(Views views, SourceTable shape) {
        return views.ways(shape).stream()
                .flatMap(way -> way.view().stream())
                .findFirst()
                .map(TableView::describe)
                .orElse(List.of());
    }

    private static List<RowChanges> apply(Views views, RowChanges row, TableName target) {
        List<RowChanges> out = new ArrayList<>();
        views.apply(row, List.of(target), out::add);
        return out;
    }

    private static Optional<OtterException> refusal(List<RowChanges> out) {
        return out.stream().flatMap(rows -> rows.refusal().stream()).findFirst();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        ColumnView all = new ColumnView.All();
        parts.add(part(Place.COLUMNS, Optional.empty(), entry.columns(), RowRules.none()));
        entry.rows()
                .where()
                .ifPresent(_ ->
                        parts.add(
                                part(
                                        Place.WHERE,
                                        Optional.empty(),
                                        all,
                                        new RowRules(
                                                entry.rows().where(),
                                                List.of(),
                                                Optional.empty()))));
        for (SetColumn set : entry.rows().set()) {
            RowRules rules = new RowRules(Optional.empty(), List.of(set), Optional.empty());
            parts.add(part(Place.SET, Optional.of(set.column()), all, rules));
        }
        if (!entry.groups().isEmpty()) {
            parts.add(
                    new Part(
                            Place.GROUPS,
                            Optional.empty(),
                            new MappingConfig(taken(), all, entry.groups())));
        }
        if (entry.rows().processor().isPresent()) {
            RowRules rules = new RowRules(Optional.empty(), List.of(), entry.rows().processor());
            parts.add(part(Place.PROCESSOR, Optional.empty(), all, rules));
        }
        if (entry.choice().isPresent()) {
            parts.add(
                    new Part(
                            Place.ROUTE,
                            Optional.empty(),
                            new MappingConfig(
                                    entry.rule(),
                                    all,
                                    List.of(),
                                    RowRules.none(),
                                    Optional.empty(),
                                    entry.choice())));
        }
        return parts;
    }

    private Part part(Place place, Optional<String> column, ColumnView columns, RowRules rules) {
        return new Part(place, column, new MappingConfig(taken(), columns, List.of(), rules));
    }

    /** Where rows go to does not matter for a part. */
    private TableRule taken() {
        return new TableRule.Take(entry.rule().source());
    }

    private Views views(MappingConfig one) {
        return new Views(new TableViews(List.of(one), extensions), pipeline.name());
    }

    private void check(Part part, SourceTable shape) {
        try (Views views = views(part.entry())) {
            var _ = describe(views, shape);
        } catch (OtterException e) {
            problems.add(new Problem(part.place(), part.column(), e));
        }
    }

    private void check(SampleValue value, SampleRows samples) {
        samples.fault(value)
                .ifPresent(why ->
                        problems.add(
                                new Problem(
                                        Place.ROW,
                                        Optional.of(value.column()),
                                        new OtterException(
                                                ErrorCode.VALUE_NOT_ALLOWED,
                                                why,
                                                "column " + value.column(),
                                                "Type a value as the server prints it."))));
    }

    /** Looks at the target's table, where it is one that can be asked in this way. */
    private void check(TableName table, TableName target) {
        if (entry.whole() || !pipeline.to().type().readable()) {
            return;
        }
        TableRule rule =
                entry.rule() instanceof TableRule.Spread(TablePattern _, List<TableName> targets)
                        ? new TableRule.Spread(pattern(table), targets)
                        : new TableRule.Map(pattern(table), pattern(target));
        MappingConfig exact =
                new MappingConfig(
                        rule,
                        entry.columns(),
                        entry.groups(),
                        entry.rows(),
                        Optional.empty(),
                        entry.choice());
        Pipeline only =
                new Pipeline(
                        pipeline.name(),
                        pipeline.from(),
                        pipeline.to(),
                        pipeline.start(),
                        new TableRoutes(List.of(exact.rule())),
                        pipeline.options().with(new TableViews(List.of(exact), extensions)));
        try {
            for (ViewedTable looked : ViewedTable.of(only)) {
                looked.problem()
                        .ifPresent(why ->
                                problems.add(new Problem(Place.TARGET, Optional.empty(), why)));
            }
        } catch (OtterException e) {
            problems.add(new Problem(Place.TARGET, Optional.empty(), e));
        } catch (WireException e) {
            problems.add(
                    new Problem(Place.TARGET, Optional.empty(), unreachable(pipeline.to(), e)));
        }
    }

    private static TablePattern pattern(TableName table) {
        return TablePattern.parse(table.quoted());
    }

    private static MysqlConnection connect(Endpoint endpoint) {
        if (!endpoint.type().readable()) {
            throw new OtterException(
                    ErrorCode.KIND_NOT_READABLE,
                    endpoint.type().title() + " can be a target only",
                    "endpoint " + endpoint,
                    "Give an endpoint of type mysql or mariadb as 'from'.");
        }
        return MysqlConnection.connect(
                MysqlEndpoint.of(
                                endpoint.host(),
                                endpoint.port(),
                                endpoint.user(),
                                endpoint.password())
                        .withTls(TlsMode.valueOf(endpoint.tls().name()))
                        .withTimeouts(CONNECT, ANSWER));
    }

    private static OtterException unreachable(Endpoint endpoint, WireException e) {
        return new OtterException(
                e instanceof AuthRefusedException
                        ? ErrorCode.ACCESS_DENIED
                        : ErrorCode.ENDPOINT_UNREACHABLE,
                String.valueOf(e.getMessage()),
                "endpoint " + endpoint,
                "Check host, port, user and password, and that the account may SELECT from the"
                        + " table.",
                e);
    }
}
