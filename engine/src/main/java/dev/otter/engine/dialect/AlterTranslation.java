package dev.otter.engine.dialect;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.dialect.Alteration.Added;
import dev.otter.engine.dialect.Alteration.Changed;
import dev.otter.engine.dialect.Alteration.Dropped;
import dev.otter.engine.dialect.Alteration.NewDefault;
import dev.otter.engine.dialect.Alteration.Renamed;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the steps of an ALTER TABLE out of what the target's table looks like: keys go, columns go,
 * get other names, other types, come, then keys come. So the clauses mean the same as on the
 * source, where all of them are about the table as it was. One use.
 */
final class AlterTranslation {
    private static final Pattern NUMBERED_KEY =
            Pattern.compile(".*_ibfk_(\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private final Dialect dialect;
    private final Naming naming;
    private final TableCreation creation;
    private final TargetTable before;
    private final TableName source;
    private final TableName table;
    private final SourceRules rules;
    private final Alteration wanted;
    private final TargetColumns columns;
    private final TargetIndexes indexes;
    private final List<String> steps = new ArrayList<>();
    private final List<MysqlIndex> rebuilt = new ArrayList<>();

    /** The target's columns as they are, by the names that they have by now. */
    private final Map<String, TableColumn> present = new LinkedHashMap<>();

    /**
     * @param before the target's table as it is
     * @param source the source's name of it
     */
    AlterTranslation(
            Dialect dialect,
            Naming naming,
            TargetTable before,
            TableName source,
            SourceRules rules,
            Alteration wanted) {
        this.dialect = dialect;
        this.naming = naming;
        this.creation = new TableCreation(dialect, naming);
        this.before = before;
        this.source = source;
        this.table = before.name();
        this.rules = rules;
        this.wanted = wanted;
        this.columns = TargetColumns.of(dialect, before);
        this.indexes = new TargetIndexes(dialect, before);
        before.columns().forEach(column -> present.put(column.name(), column));
    }

    /** The steps, but for the table's new name. */
    List<String> steps(List<String> notes) throws HeldException {
        dropKeys();
        for (Dropped one : wanted.droppedColumns) {
            drop(one);
        }
        rename();
        for (Changed one : wanted.changedColumns) {
            modify(one);
        }
        for (NewDefault one : wanted.newDefaults) {
            initial(one);
        }
        ColumnAddition addition = new ColumnAddition(dialect, creation, table, source, rules);
        Set<String> never = neverNull();
        for (Added one : wanted.addedColumns) {
            add(addition, one, never);
        }
        addKeys(notes);
        comments();
        return steps;
    }

    /** The table's indexes behind the steps. */
    TargetIndexes indexes() {
        return indexes;
    }

    private HeldException missing(String clause, String what) {
        return HeldException.absent(clause, what);
    }

    private String spelled(String column, String clause) throws HeldException {
        return columns.find(naming.column(source, column))
                .orElseThrow(() -> missing(clause, "column " + column));
    }

    private void dropKeys() throws HeldException {
        for (String name : wanted.droppedForeignKeys) {
            dropForeignKey(name);
        }
        for (String name : wanted.droppedConstraints) {
            dropConstraint(name);
        }
        for (String name : wanted.droppedIndexes) {
            // Full-text indexes and the like were never made there.
            Optional<String> found = indexes.find(name).or(() -> untold(name));
            if (found.isPresent()) {
                steps.add(dialect.dropIndex(table, found.get()));
                indexes.remove(found.get());
            }
        }
        if (wanted.dropsPrimaryKey) {
            TableIndex primary =
                    primary().orElseThrow(() -> missing("DROP PRIMARY KEY", "a primary key"));
            steps.add(dialect.dropPrimaryKey(table, primary.name()));
        }
        for (Renamed one : wanted.renamedIndexes) {
            Optional<String> found = indexes.find(one.from()).or(() -> untold(one.from()));
            if (found.isPresent()) {
                String to = dialect.indexName(table, one.to());
                steps.add(dialect.renameIndex(table, found.get(), to));
                indexes.rename(found.get(), to);
            }
        }
    }

    /** The name that an index was made with, where the target does not tell of it. */
    private Optional<String> untold(String name) {
        return dialect.tellsIndexes()
                ? Optional.empty()
                : Optional.of(dialect.indexName(table, name));
    }

    private void dropForeignKey(String name) throws HeldException {
        ForeignKey key =
                foreignKey(name).orElseThrow(() -> missing("DROP FOREIGN KEY " + name, "that key"));
        steps.add(
                "ALTER TABLE "
                        + dialect.quote(table)
                        + " DROP CONSTRAINT "
                        + dialect.quote(key.name()));
    }

    private Optional<ForeignKey> foreignKey(String name) {
        return before.foreignKeys().stream()
                .filter(key -> Alteration.same(key.name(), name))
                .findFirst();
    }

    /** One that is neither a key nor an index is a condition, which the target has not. */
    private void dropConstraint(String name) throws HeldException {
        Optional<String> index = indexes.find(name);
        if (foreignKey(name).isPresent()) {
            dropForeignKey(name);
        } else if (index.isPresent()) {
            steps.add(dialect.dropIndex(table, index.get()));
            indexes.remove(index.get());
        }
    }

    private Optional<TableIndex> primary() {
        return before.indexes().stream().filter(TableIndex::primary).findFirst();
    }

    private boolean inPrimary(String column) {
        return primary()
                .filter(_ -> !wanted.dropsPrimaryKey)
                .filter(index ->
                        index.parts().stream()
                                .anyMatch(part ->
                                        part.column() >= 0
                                                && before.columns()
                                                        .get(part.column())
                                                        .name()
                                                        .equals(column)))
                .isPresent();
    }

    /** The source keeps an index over the columns that are left; the target would drop it. */
    private void drop(Dropped one) throws HeldException {
        Optional<String> found = columns.find(naming.column(source, one.name()));
        if (found.isEmpty()) {
            if (one.ifThere()) {
                return;
            }
            throw missing(one.clause(), "column " + one.name());
        }
        if (inPrimary(found.get()) && primary().orElseThrow().parts().size() > 1) {
            throw new HeldException(
                    one.clause(), "drops a column out of the middle of a primary key");
        }
        for (MysqlIndex index : indexes.over(found.get(), this::dropped)) {
            String there = indexes.find(index.name()).orElseThrow();
            steps.add(dialect.dropIndex(table, there));
            indexes.remove(there);
            rebuilt.add(index);
        }
        steps.add(dialect.drop(table, found.get()));
        columns.remove(found.get());
        present.remove(found.get());
    }

    private boolean dropped(String column) {
        return wanted.droppedColumns.stream()
                .anyMatch(one ->
                        Alteration.same(dialect.named(naming.column(source, one.name())), column)
                                || Alteration.same(one.name(), column));
    }

    private void rename() throws HeldException {
        Map<String, String> wishes = new LinkedHashMap<>();
        for (Renamed one : wanted.renamedColumns) {
            rename(wishes, one.from(), one.to(), one.clause());
        }
        for (Changed one : wanted.changedColumns) {
            rename(wishes, one.name(), one.column().name(), one.column().text());
        }
        String between = dialect.named("otter_swap_");
        for (ColumnRenames.Turn turn : ColumnRenames.turns(present.keySet(), wishes, between)) {
            renameTo(turn.from(), turn.to());
        }
    }

    private void rename(Map<String, String> wishes, String from, String to, String clause)
            throws HeldException {
        String now = spelled(from, clause);
        String wish = naming.column(source, to);
        String then = now.equals(naming.column(source, from)) ? wish : dialect.named(wish);
        if (!Alteration.same(from, to) && !now.equals(then)) {
            wishes.put(now, then);
        }
    }

    private void renameTo(String from, String to) throws HeldException {
        steps.add(
                "ALTER TABLE "
                        + dialect.quote(table)
                        + " RENAME COLUMN "
                        + dialect.quote(from)
                        + " TO "
                        + dialect.quote(to));
        TableColumn column = present.remove(from);
        present.put(to, column.renamed(to));
        columns.put(to, columns.type(from));
        columns.remove(from);
        indexes.renameColumn(from, to);
    }

    private void modify(Changed one) throws HeldException {
        String name = spelled(one.column().name(), one.column().text());
        TableColumn now = present.get(name);
        if (now.generated()) {
            throw new HeldException(one.column().text(), "is computed by the target itself");
        }
        if (!rules.strict()) {
            throw new HeldException(
                    one.column().text(),
                    "may have changed rows: the session was not strict, so that the source cuts"
                            + " what does not fit");
        }
        boolean never =
                inPrimary(before.columns().get(now.index()).name()) || neverNull().contains(name);
        MysqlColumn column = never ? one.column().notNull() : one.column();
        steps.addAll(dialect.modify(table, now, column, rules));
        columns.put(name, dialect.type(column));
        steps.add(creation.comment(table, name, column.comment()));
    }

    /** Columns of a primary key that comes, as the target spells them. */
    private Set<String> neverNull() {
        Set<String> names = new HashSet<>();
        for (String name : TableReading.neverNull(wanted.addedIndexes)) {
            String there = naming.column(source, name);
            names.add(columns.find(there).orElse(dialect.named(there)));
        }
        return names;
    }

    private void initial(NewDefault one) throws HeldException {
        String name = spelled(one.name(), one.clause());
        TableColumn now = present.get(name);
        if (one.words().isEmpty()) {
            steps.add(dialect.initial(table, name, Optional.empty()));
            return;
        }
        MysqlType type =
                dialect.like(now)
                        .orElseThrow(() ->
                                new HeldException(
                                        one.clause(),
                                        "is a default for the target's " + now.columnType()));
        MysqlColumn column =
                new MysqlColumn(
                        one.name(),
                        type,
                        true,
                        ColumnReading.initial(rules, one.words(), one.clause()),
                        false,
                        "",
                        MysqlColumn.Key.NONE,
                        one.clause());
        steps.add(dialect.initial(table, name, dialect.initial(column, rules)));
    }

    private void add(ColumnAddition addition, Added one, Set<String> never) throws HeldException {
        String name = creation.name(source, one.column().name());
        if (one.unlessThere() && columns.find(name).isPresent()) {
            return;
        }
        steps.addAll(addition.steps(one.column(), never.contains(name)));
        columns.put(name, dialect.type(one.column()));
    }

    private void addKeys(List<String> notes) throws HeldException {
        TableCreation.Keys keys = creation.keys(source, table, columns);
        List<MysqlIndex> coming = new ArrayList<>(rebuilt);
        coming.addAll(new IndexNames(indexes.sourceNames()).named(wanted.addedIndexes));
        for (MysqlIndex index : coming) {
            if (index.kind() == MysqlIndex.Kind.PRIMARY) {
                steps.add(
                        "ALTER TABLE "
                                + dialect.quote(table)
                                + " ADD PRIMARY KEY ("
                                + keys.primary(index)
                                + ")");
            } else {
                Optional<String> made = keys.create(index);
                made.ifPresent(steps::add);
                made.ifPresent(_ -> indexes.made(dialect.indexName(table, index.name())));
            }
        }
        int number = lastNumber();
        for (MysqlForeignKey key : wanted.addedForeignKeys) {
            number += key.name().isEmpty() ? 1 : 0;
            keys.add(key, source.table() + "_ibfk_" + number).ifPresent(steps::add);
        }
        notes.addAll(keys.notes());
    }

    /** The highest number in a name that the source has given to a foreign key by itself. */
    private int lastNumber() {
        return before.foreignKeys().stream()
                .map(key -> NUMBERED_KEY.matcher(key.name()))
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
    }

    private void comments() throws HeldException {
        for (Added one : wanted.addedColumns) {
            if (!one.column().comment().isEmpty()) {
                String name = creation.name(source, one.column().name());
                steps.add(creation.comment(table, name, one.column().comment()));
            }
        }
        if (wanted.comment.isPresent()) {
            steps.add(creation.comment(table, wanted.comment.get()));
        }
    }
}
