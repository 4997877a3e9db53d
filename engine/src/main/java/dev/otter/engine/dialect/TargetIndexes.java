package dev.otter.engine.dialect;

import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Indexes of a target's table while a statement changes them, the primary key left out. They are
 * known by the names that the source has for them: behind the table's name, or as they are. One
 * thread.
 */
final class TargetIndexes {
    private final Dialect dialect;
    private final TableName table;

    /** What an index is over; an empty list for what cannot be told. */
    private record Known(boolean unique, List<String> columns) {}

    private final Map<String, Known> found = new LinkedHashMap<>();

    TargetIndexes(Dialect dialect, TargetTable table) {
        this.dialect = dialect;
        this.table = table.name();
        for (TableIndex index : table.indexes()) {
            if (!index.primary()) {
                found.put(index.name(), new Known(index.unique(), columns(table, index)));
            }
        }
    }

    private static List<String> columns(TargetTable table, TableIndex index) {
        return index.plain()
                ? index.parts().stream()
                        .map(part -> table.columns().get(part.column()).name())
                        .toList()
                : List.of();
    }

    /** The target's name of an index of the source. */
    Optional<String> find(String name) {
        for (String likely : List.of(dialect.indexName(table, name), name, dialect.named(name))) {
            if (found.containsKey(likely)) {
                return Optional.of(likely);
            }
        }
        String end = ("_" + name).toLowerCase(Locale.ROOT);
        List<String> alike =
                found.keySet().stream()
                        .filter(one -> one.toLowerCase(Locale.ROOT).endsWith(end))
                        .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /** An index has come; what it is over does not matter any more. */
    void made(String name) {
        found.put(name, new Known(false, List.of()));
    }

    void remove(String name) {
        found.remove(name);
    }

    void rename(String from, String to) {
        Known known = found.remove(from);
        found.put(to, known == null ? new Known(false, List.of()) : known);
    }

    void renameColumn(String from, String to) {
        found.replaceAll((_, known) ->
                new Known(
                        known.unique(),
                        known.columns().stream()
                                .map(column -> column.equals(from) ? to : column)
                                .toList()));
    }

    /** The source's names, as far as they can be told. */
    List<String> sourceNames() {
        return found.keySet().stream().map(this::sourceName).toList();
    }

    /** The source's name of an index, as far as it can be told. */
    String sourceName(String name) {
        return part(table, name).orElse(name);
    }

    /** What stands behind the table's name in an index's name. */
    private Optional<String> part(TableName of, String name) {
        String begin = dialect.indexName(of, "");
        return name.startsWith(begin) && name.length() > begin.length()
                ? Optional.of(name.substring(begin.length()))
                : Optional.empty();
    }

    /** Renames that let the names follow the table's. */
    List<String> following(TableName to) throws HeldException {
        List<String> steps = new ArrayList<>();
        for (String name : found.keySet()) {
            Optional<String> own = part(table, name);
            if (own.isPresent()) {
                steps.add(dialect.renameIndex(to, name, dialect.indexName(to, own.get())));
            }
        }
        return steps;
    }

    /**
     * Indexes over this column and others that stay: what is left of them.
     *
     * @param dropped whether a column goes
     */
    List<MysqlIndex> over(String column, Predicate<String> dropped) {
        List<MysqlIndex> left = new ArrayList<>();
        found.forEach((name, known) -> {
            List<String> stay = known.columns().stream().filter(dropped.negate()).toList();
            if (known.columns().contains(column) && !stay.isEmpty()) {
                left.add(
                        new MysqlIndex(
                                sourceName(name),
                                known.unique() ? MysqlIndex.Kind.UNIQUE : MysqlIndex.Kind.PLAIN,
                                stay.stream()
                                        .map(one -> new MysqlIndex.Part(one, 0, false))
                                        .toList(),
                                "DROP COLUMN " + column));
            }
        });
        return left;
    }

    /** The table under another name, with names of indexes that have followed. */
    TargetTable moved(TargetTable before, TableName to) {
        List<TableIndex> indexes = new ArrayList<>();
        for (TableIndex index : before.indexes()) {
            String name =
                    part(table, index.name())
                            .filter(_ -> !index.primary())
                            .map(own -> dialect.indexName(to, own))
                            .orElse(index.name());
            indexes.add(new TableIndex(name, index.primary(), index.unique(), index.parts()));
        }
        return new TargetTable(
                to,
                before.engine(),
                before.columns(),
                indexes,
                before.foreignKeys(),
                before.referencedBy(),
                before.triggers());
    }
}
