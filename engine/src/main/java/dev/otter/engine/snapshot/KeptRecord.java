package dev.otter.engine.snapshot;

import dev.otter.engine.snapshot.CopyTerms.Way;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A record in lines, see {@link KeptRecords}. A line tells a part whole, so that it is kept here
 * how each part will be when all notes so far are durable. Thread-safe.
 */
final class KeptRecord implements CopyRecord {
    private static final int ORDER = -2;
    private static final int FIELDS = 13;

    /** Ends what keys of a copy other than the first begin with; no name has it. */
    static final String LANE = "#";

    private final Supplier<Map<String, String>> durable;
    private final String lane;
    private final Map<String, Part> parts = new TreeMap<>();

    /**
     * @param lane with which its keys begin; empty for the first copy's
     */
    KeptRecord(Supplier<Map<String, String>> durable, String lane) {
        this.durable = durable;
        this.lane = lane;
    }

    @Override
    public synchronized List<Part> read(RecordSession target) {
        parts.clear();
        try {
            durable.get()
                    .forEach((key, value) -> {
                        if (lane.equals(key.substring(0, key.indexOf(LANE) + 1))) {
                            parts.put(key, parse(value));
                        }
                    });
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.COPY_RECORD_UNUSABLE,
                    "the target keeps something that is no record of a full load: "
                            + e.getMessage(),
                    "the pipeline's checkpoint topic",
                    "Delete the topic to begin anew.",
                    e);
        }
        return parts.values().stream()
                .filter(part -> part.part() >= 0)
                .sorted(Comparator.comparing(Part::source).thenComparingInt(Part::part))
                .toList();
    }

    private static Part parse(String value) {
        List<String> fields = new ArrayList<>();
        for (String field : value.split("&", -1)) {
            fields.add(URLDecoder.decode(field, StandardCharsets.UTF_8));
        }
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException(fields.size() + " values");
        }
        return new Part(
                CopyRecord.name(fields.get(0)),
                CopyRecord.name(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                State.valueOf(fields.get(3)),
                position(fields.get(4)),
                position(fields.get(5)),
                KeyPoint.parse(fields.get(6)),
                KeyPoint.parse(fields.get(7)),
                Long.parseLong(fields.get(8)),
                Long.parseLong(fields.get(9)),
                new CopyTerms(Way.valueOf(fields.get(10)), fields.get(11), fields.get(12)));
    }

    private static Optional<LogPosition> position(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LogPosition.parse(text));
    }

    private static String text(Part part) {
        List<String> fields =
                List.of(
                        CopyRecord.plain(part.source()),
                        CopyRecord.plain(part.target()),
                        Integer.toString(part.part()),
                        part.state().name(),
                        part.begun().map(LogPosition::toString).orElse(""),
                        part.finished().map(LogPosition::toString).orElse(""),
                        part.next().text(),
                        part.end().text(),
                        Long.toString(part.rows()),
                        Long.toString(part.estimated()),
                        part.terms().way().name(),
                        part.terms().filter(),
                        part.terms().afterwards());
        return fields.stream().map(KeptRecord::encoded).collect(Collectors.joining("&"));
    }

    private static String encoded(String field) {
        return URLEncoder.encode(field, StandardCharsets.UTF_8);
    }

    private String key(TableName source, int part) {
        return lane + encoded(CopyRecord.plain(source)) + ":" + part;
    }

    private String put(Part part) {
        String key = key(part.source(), part.part());
        parts.put(key, part);
        return key + "=" + text(part);
    }

    private String drop(TableName source, int part) {
        String key = key(source, part);
        parts.remove(key);
        return key + "=";
    }

    private String changed(TableName source, int part, Function<Part, Part> change) {
        Part known = parts.get(key(source, part));
        if (known == null) {
            throw new IllegalStateException("part " + part + " of " + source + " is not recorded");
        }
        return put(change.apply(known));
    }

    private List<Part> of(TableName source) {
        return parts.values().stream().filter(part -> part.source().equals(source)).toList();
    }

    private static Part waiting(
            TableName source, TableName target, int part, CopyTerms terms, long estimated) {
        return new Part(
                source,
                target,
                part,
                State.WAITING,
                Optional.empty(),
                Optional.empty(),
                KeyPoint.NONE,
                KeyPoint.NONE,
                0,
                estimated,
                terms);
    }

    private static Part copying(Part part, LogPosition begun, KeyRange range) {
        return new Part(
                part.source(),
                part.target(),
                part.part(),
                State.COPYING,
                Optional.of(begun),
                Optional.empty(),
                range.after(),
                range.upTo(),
                0,
                part.estimated(),
                part.terms());
    }

    @Override
    public synchronized String added(
            TableName source, TableName target, State state, CopyTerms terms, long estimated) {
        if (state != State.WAITING) {
            throw new IllegalStateException("nothing is emptied on such a target");
        }
        return put(waiting(source, target, 0, terms, estimated));
    }

    @Override
    public synchronized String part(CopyTable table, int part, LogPosition begun, KeyRange range) {
        CopyTerms terms = table.terms().withAfterwards("");
        return put(copying(waiting(table.source(), table.target(), part, terms, 0), begun, range));
    }

    @Override
    public synchronized String begun(TableName source, LogPosition begun, KeyRange range) {
        return changed(source, 0, part -> copying(part, begun, range));
    }

    @Override
    public synchronized String moved(TableName source, int part, KeyPoint next, long rows) {
        return changed(
                source,
                part,
                was ->
                        new Part(
                                was.source(),
                                was.target(),
                                part,
                                was.state(),
                                was.begun(),
                                was.finished(),
                                next,
                                was.end(),
                                was.rows() + rows,
                                was.estimated(),
                                was.terms()));
    }

    @Override
    public synchronized String finished(
            TableName source, int part, LogPosition finished, long rows) {
        return changed(source, part, was -> done(was, was.begun(), finished, was.rows() + rows));
    }

    private static Part done(
            Part was, Optional<LogPosition> begun, LogPosition finished, long rows) {
        return new Part(
                was.source(),
                was.target(),
                was.part(),
                State.DONE,
                begun,
                Optional.of(finished),
                was.next(),
                was.end(),
                rows,
                was.estimated(),
                was.terms());
    }

    @Override
    public List<String> emptied(TableName source) {
        throw new IllegalStateException("nothing is emptied on such a target");
    }

    @Override
    public synchronized String ordered(CopyTable table, String key) {
        CopyTerms terms = CopyTerms.USUAL.withAfterwards(key);
        return put(waiting(table.source(), table.target(), ORDER, terms, 0));
    }

    @Override
    public synchronized Map<TableName, String> orders(RecordSession target) {
        return parts.values().stream()
                .filter(part -> part.part() == ORDER)
                .collect(Collectors.toMap(Part::source, part -> part.terms().afterwards()));
    }

    @Override
    public synchronized List<String> restarted(CopyTable table, String key) {
        List<String> notes = new ArrayList<>();
        notes.add(ordered(table, key));
        table.ranges().stream()
                .filter(range -> range.part() > 0)
                .forEach(range -> notes.add(drop(table.source(), range.part())));
        notes.add(
                put(
                        copying(
                                waiting(
                                        table.source(),
                                        table.target(),
                                        0,
                                        table.terms(),
                                        table.estimated()),
                                table.begun(),
                                KeyRange.ALL)));
        return notes;
    }

    @Override
    public synchronized String gone(TableName source, LogPosition here) {
        return of(source).stream()
                .filter(part -> part.part() >= 0)
                .map(part -> put(done(part, Optional.of(here), here, part.rows())))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String completed(TableName source, String rest) {
        throw new IllegalStateException("tables are complete on such a target");
    }

    @Override
    public String afterwards(RecordSession target, TableName source) {
        return "";
    }

    @Override
    public String making(TableName source, TableName target, String afterwards) {
        throw new IllegalStateException("tables are not made on such a target");
    }

    @Override
    public Map<TableName, String> made(RecordSession target) {
        return Map.of();
    }

    @Override
    public synchronized String forget(TableName source) {
        return of(source).stream()
                .map(part -> drop(source, part.part()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public synchronized String forget() {
        return List.copyOf(parts.values()).stream()
                .map(part -> drop(part.source(), part.part()))
                .collect(Collectors.joining("\n"));
    }
}
