package dev.otter.app.otter4;

import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.app.otter4.TableTranslation.Media;
import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns the pairs of a pipeline into lists of tables. In Otter 4 the first source that fits a table
 * decides, and all pairs with that source are used, whatever their target; here a pipeline has one
 * source and one target, the first pattern that fits decides, and no two entries of a pattern lead
 * into the same table. So pairs are divided into several lists where needed, and each list leaves
 * out what an earlier pair of another list takes. For one thread.
 */
final class MappingTranslation {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long WEIGHT = 5;

    private final Otter4Store store;
    private final Report report;
    private final Map<Long, Media> media;

    MappingTranslation(Otter4Store store, Report report, Map<Long, Media> media) {
        this.store = store;
        this.report = report;
        this.media = media;
    }

    /**
     * Pairs that make one pipeline.
     *
     * @param from source
     * @param to target
     * @param tables its list
     */
    record Part(String from, String to, List<MappingConfig> tables) {}

    /** An entry of a list, and whose it is. */
    private record Placed(Media source, MappingConfig entry) {

        /** Whether another entry of the same pattern gives its tables one more target. */
        boolean joins(Media other, MappingConfig more) {
            return source.equals(other)
                    && !(entry.rule() instanceof TableRule.Leave)
                    && !(more.rule() instanceof TableRule.Leave);
        }
    }

    /**
     * A pair; without entries when it cannot be carried over.
     *
     * @param fan how many pairs before lead the same rows into the same tables
     */
    private record Pair(
            Subject subject, Media source, Media target, int fan, List<MappingConfig> entries) {
        boolean leadsAs(Media otherSource, Media otherTarget, List<MappingConfig> others) {
            return source.equals(otherSource)
                    && target.endpoint().equals(otherTarget.endpoint())
                    && entries.stream()
                            .map(MappingConfig::rule)
                            .anyMatch(rule ->
                                    others.stream()
                                            .map(MappingConfig::rule)
                                            .anyMatch(other -> sameWay(rule, other)));
        }

        private static boolean sameWay(TableRule one, TableRule other) {
            return one.source().toString().equals(other.source().toString())
                    && one.leadsAs(other);
        }

        boolean belongs(Pair other) {
            return fan == other.fan
                    && source.endpoint().equals(other.source.endpoint())
                    && target.endpoint().equals(other.target.endpoint());
        }
    }

    /** The lists of a pipeline, the most important first. */
    List<Part> parts(Subject pipeline, long id) {
        List<Pair> pairs = pairs(pipeline, id);
        List<Part> parts = new ArrayList<>();
        List<Pair> left = new ArrayList<>(pairs);
        while (!left.isEmpty()) {
            Pair first = left.getFirst();
            left.removeIf(first::belongs);
            List<MappingConfig> tables = tables(pairs, first);
            if (!tables.isEmpty()) {
                parts.add(
                        new Part(
                                first.source().endpoint().name(),
                                first.target().endpoint().name(),
                                tables));
            }
        }
        return parts;
    }

    private List<Pair> pairs(Subject pipeline, long id) {
        List<Row> rows = new ArrayList<>();
        for (Row row : store.of("DATA_MEDIA_PAIR", "PIPELINE_ID", id)) {
            boolean both =
                    media.containsKey(row.number("SOURCE_DATA_MEDIA_ID"))
                            && media.containsKey(row.number("TARGET_DATA_MEDIA_ID"));
            if (both) {
                rows.add(row);
            } else {
                report.add(
                        Outcome.LEFT_OUT,
                        new Subject("mapping", pipeline.name() + " pair " + row.id()),
                        "its source or target was not carried over");
            }
        }
        rows.sort(
                Comparator.comparingInt((Row row) ->
                                media.get(row.number("SOURCE_DATA_MEDIA_ID")).names().rank())
                        .thenComparingLong(Row::id));
        List<Pair> pairs = new ArrayList<>();
        for (Row row : rows) {
            Media source = media.get(row.number("SOURCE_DATA_MEDIA_ID"));
            Media target = media.get(row.number("TARGET_DATA_MEDIA_ID"));
            Subject subject =
                    new Subject(
                            "mapping",
                            pipeline.name() + " " + source.names() + " to " + target.names());
            List<MappingConfig> entries = entries(row, subject, source, target);
            int fan =
                    Math.toIntExact(
                            pairs.stream()
                                    .filter(pair -> pair.leadsAs(source, target, entries))
                                    .count());
            pairs.add(new Pair(subject, source, target, fan, entries));
        }
        return pairs;
    }

    /** Entries of one list, and what it leaves out because other lists take it. */
    private List<MappingConfig> tables(List<Pair> pairs, Pair first) {
        List<Placed> tables = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            boolean ours = pair.belongs(first) && !pair.entries().isEmpty();
            boolean sharesSource =
                    pairs.stream()
                            .anyMatch(other ->
                                    other.belongs(first)
                                            && other.source().equals(pair.source())
                                            && !other.entries().isEmpty());
            if (ours) {
                pair.entries().forEach(entry -> add(pair, tables, entry));
            } else if (!sharesSource
                    && pair.source().endpoint().equals(first.source().endpoint())) {
                List<Pair> later = pairs.subList(i + 1, pairs.size());
                leave(pair, later.stream().filter(first::belongs).toList(), tables);
            }
        }
        List<MappingConfig> entries = tables.stream().map(Placed::entry).toList();
        boolean any = entries.stream().anyMatch(e -> !(e.rule() instanceof TableRule.Leave));
        return any ? entries : List.of();
    }

    /** Leaves out what a pair takes elsewhere, when a later entry of this list would take it. */
    private void leave(Pair pair, List<Pair> later, List<Placed> tables) {
        for (TablePattern pattern : patterns(pair)) {
            boolean taken =
                    later.stream()
                            .flatMap(other -> other.entries().stream())
                            .map(entry -> entry.rule().source())
                            .anyMatch(source -> overlap(pattern, source));
            if (taken) {
                add(pair, tables, MappingConfig.of(new TableRule.Leave(pattern)));
            }
        }
    }

    private static List<TablePattern> patterns(Pair pair) {
        try {
            return pair.source().names().sources().stream().map(TablePattern::parse).toList();
        } catch (IllegalArgumentException _) {
            // It was told of when the table was looked at; no pattern can leave it out.
            return List.of();
        }
    }

    /** Whether some table may fit both; true also when that cannot be told. */
    private static boolean overlap(TablePattern one, TablePattern other) {
        Optional<TableName> exact = one.exact();
        Optional<TableName> otherExact = other.exact();
        return exact.map(other::matches).or(() -> otherExact.map(one::matches)).orElse(true);
    }

    private void add(Pair pair, List<Placed> tables, MappingConfig entry) {
        TablePattern source = entry.rule().source();
        for (Placed earlier : tables) {
            TablePattern first = earlier.entry().rule().source();
            boolean same = first.toString().equals(source.toString());
            if (same && earlier.joins(pair.source(), entry)) {
                break;
            }
            if (same || source.exact().map(first::matches).orElse(false)) {
                if (!(entry.rule() instanceof TableRule.Leave)) {
                    report.add(
                            Outcome.LEFT_OUT,
                            pair.subject(),
                            "'" + source + "' was never used, because '" + first + "' comes first");
                }
                return;
            }
        }
        tables.add(new Placed(pair.source(), entry));
    }

    private List<MappingConfig> entries(Row row, Subject subject, Media source, Media target) {
        boolean filtered =
                extension(row, subject, "FILTER", "the processor of rows is a Java class");
        boolean resolved =
                extension(row, subject, "RESOLVER", "the resolver of files is a Java class");
        if (filtered || resolved) {
            return List.of();
        }
        if (row.number("PUSHWEIGHT") != WEIGHT && row.number("PUSHWEIGHT") > 0) {
            report.add(
                    Outcome.NOT_NEEDED,
                    subject,
                    "pushWeight",
                    row.text("PUSHWEIGHT"),
                    "rows are written in an order that their keys and foreign keys ask for");
        }
        try {
            ColumnView view = view(row);
            List<ColumnGroup> groups = groups(row, subject);
            String there = target.names().target();
            List<MappingConfig> entries = new ArrayList<>();
            for (String here : source.names().sources()) {
                TablePattern pattern = TablePattern.parse(here);
                TableRule rule =
                        there.equals("*.*") || there.equals(here)
                                ? new TableRule.Take(pattern)
                                : new TableRule.Map(pattern, TablePattern.parse(there));
                entries.add(new MappingConfig(rule, view, groups));
            }
            report.add(Outcome.CARRIED, subject, "tables, " + entries.size() + " of its entries");
            return entries;
        } catch (IllegalArgumentException e) {
            report.add(Outcome.LEFT_OUT, subject, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** Whether the pair has code; then its rows would not be what they were. */
    private boolean extension(Row row, Subject subject, String column, String what) {
        JsonNode data = json(row.text(column));
        String content = data.path("clazzPath").asString("") + data.path("sourceText").asString("");
        if (content.isBlank()) {
            return false;
        }
        report.add(
                Outcome.LEFT_OUT,
                subject,
                column.equals("FILTER") ? "filterData" : "resolverData",
                data.path("extensionDataType").asString(""),
                what
                        + " and cannot be taken over; the whole mapping is left out, so that no row"
                        + " goes without it");
        return true;
    }

    private ColumnView view(Row row) {
        List<Row> pairs = store.of("COLUMN_PAIR", "DATA_MEDIA_PAIR_ID", row.id());
        if (pairs.isEmpty()) {
            return new ColumnView.All();
        }
        if (row.text("COLUMN_PAIR_MODE").equalsIgnoreCase("EXCLUDE")) {
            return new ColumnView.Exclude(
                    pairs.stream().map(pair -> pair.text("SOURCE_COLUMN")).toList());
        }
        return new ColumnView.Include(
                pairs.stream()
                        .map(pair ->
                                new ColumnMapping(
                                        pair.text("SOURCE_COLUMN"),
                                        pair.text("TARGET_COLUMN").isEmpty()
                                                ? pair.text("SOURCE_COLUMN")
                                                : pair.text("TARGET_COLUMN")))
                        .toList());
    }

    private List<ColumnGroup> groups(Row row, Subject subject) {
        List<ColumnGroup> groups = new ArrayList<>();
        for (Row group : store.of("COLUMN_PAIR_GROUP", "DATA_MEDIA_PAIR_ID", row.id())) {
            List<String> columns = new ArrayList<>();
            json(group.text("COLUMN_PAIR_CONTENT"))
                    .forEach(
                            pair -> columns.add(pair.path("sourceColumn").path("name").asString()));
            if (columns.size() < 2) {
                report.add(
                        Outcome.NOT_NEEDED,
                        subject,
                        "columnGroup",
                        columns.toString(),
                        "a group of less than two columns says nothing");
            } else {
                groups.add(new ColumnGroup(columns));
            }
        }
        return groups;
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "what is kept of it is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
