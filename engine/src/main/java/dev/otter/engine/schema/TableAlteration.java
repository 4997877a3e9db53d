package dev.otter.engine.schema;

import dev.otter.engine.database.LogColumn;
import dev.otter.engine.schema.ColumnList.Definition;
import dev.otter.engine.schema.ColumnList.Place;
import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.SqlRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Works out what ALTER TABLE makes of a shape. One use. */
final class TableAlteration {
    /** What an ALTER TABLE can do without any effect on what rows in the log look like. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "alterByAddIndex",
                    "alterByAddPrimaryKey",
                    "alterByAddUniqueKey",
                    "alterByAddSpecialIndex",
                    "alterByAddForeignKey",
                    "alterByAddCheckTableConstraint",
                    "alterByAlterCheckTableConstraint",
                    "alterBySetAlgorithm",
                    "alterByChangeDefault",
                    "alterByLock",
                    "alterByDropConstraintCheck",
                    "alterByDropPrimaryKey",
                    "alterByDropIndex",
                    "alterByRenameIndex",
                    "alterByAlterColumnDefault",
                    "alterByAlterIndexVisibility",
                    "alterByDropForeignKey",
                    "alterByDisableKeys",
                    "alterByEnableKeys",
                    "alterByRename",
                    "alterByOrder",
                    "alterByDiscardTablespace",
                    "alterByImportTablespace",
                    "alterByForce",
                    "alterByValidate",
                    "alterPartition",
                    "alterByTableOption",
                    "alterByDefaultCharset");

    private final SqlNode statement;
    private final SqlRules rules;
    private final ColumnList columns;
    private final Optional<String> conversion;
    private final String charset;

    TableAlteration(SqlNode statement, SqlRules rules, TableShape before) {
        this.statement = statement;
        this.rules = rules;
        this.columns = new ColumnList(before.columns());
        this.conversion = CharsetWords.find(words("alterByConvertCharset"));
        this.charset =
                conversion.or(() -> CharsetWords.find(options(statement))).orElse(before.charset());
    }

    private List<SqlNode> words(String kind) {
        return statement.parts(kind).stream().flatMap(part -> part.words().stream()).toList();
    }

    /** The words of all options about character sets, of ALTER TABLE and of CREATE TABLE. */
    static List<SqlNode> options(SqlNode statement) {
        Stream<SqlNode> nested =
                statement.parts("alterByTableOption").stream().flatMap(one -> one.parts().stream());
        return Stream.of(
                        statement.parts().stream().filter(TableAlteration::charsetOption),
                        nested.filter(TableAlteration::charsetOption))
                .flatMap(options -> options)
                .flatMap(option -> option.words().stream())
                .toList();
    }

    private static boolean charsetOption(SqlNode option) {
        return option.is("tableOptionCharset")
                || option.is("tableOptionCollate")
                || option.is("alterByDefaultCharset");
    }

    ShapeResult result() {
        if (conversion
                .filter(to -> to.equals("binary") || to.equals(TableShape.UNKNOWN))
                .isPresent()) {
            return new ShapeResult.Unknown("it converts to a character set that is not known");
        }
        for (SqlNode part : statement.parts()) {
            if (part.kind().startsWith("alter") && !follow(part)) {
                return new ShapeResult.Unknown(
                        "'" + shortened(part.text()) + "' is not understood");
            }
        }
        Optional<List<LogColumn>> after = columns.after();
        if (after.isEmpty()) {
            return new ShapeResult.Unknown("it does not fit to the columns before it");
        }
        return new ShapeResult.Known(
                new TableShape(charset, after.get().stream().map(this::converted).toList()));
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private boolean follow(SqlNode part) {
        return switch (part.kind()) {
            case "alterByAddColumn" -> add(part.part("uid"), part, place(part, 1));
            case "alterByAddColumns" -> addAll(part);
            case "alterByAddDefinitions" ->
                    part.parts("columnDeclaration").stream()
                            .allMatch(one -> add(ShapeChange.name(one), one, new Place.Unsaid()));
            case "alterByModifyColumn" -> {
                Optional<String> name = part.part("uid").map(SqlNode::name);
                yield redefine(part, name, name, place(part, 1));
            }
            case "alterByChangeColumn" -> {
                List<SqlNode> names = part.parts("uid");
                yield names.size() > 1
                        && redefine(
                                part,
                                Optional.of(names.get(0).name()),
                                Optional.of(names.get(1).name()),
                                place(part, 2));
            }
            case "alterByRenameColumn" -> {
                List<SqlNode> names = part.parts("uid");
                columns.rename(names.get(0).name(), names.get(1).name());
                yield names.size() == 2;
            }
            case "alterByDropColumn" -> drop(part);
            case "alterByConvertCharset" -> true;
            default -> WITHOUT_EFFECT.contains(part.kind());
        };
    }

    private boolean drop(SqlNode part) {
        Optional<String> name = part.part("uid").map(SqlNode::name);
        if (name.isPresent() && !(part.has("ifExists") && !columns.has(name.get()))) {
            columns.drop(name.get());
        }
        return name.isPresent();
    }

    private boolean addAll(SqlNode part) {
        List<SqlNode> names = part.parts("uid");
        List<SqlNode> definitions = part.parts("columnDefinition");
        if (names.size() != definitions.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!define(part, names.get(i).name(), definitions.get(i), new Place.Unsaid())) {
                return false;
            }
        }
        return true;
    }

    private boolean add(Optional<SqlNode> name, SqlNode part, Place place) {
        Optional<SqlNode> definition = part.part("columnDefinition");
        return name.isPresent()
                && definition.isPresent()
                && define(part, name.get().name(), definition.get(), place);
    }

    private boolean define(SqlNode part, String name, SqlNode definition, Place place) {
        if (part.has("ifNotExists") && columns.has(name)) {
            return true;
        }
        Optional<LogColumn> column = new ColumnReader(rules, charset).read(name, definition);
        column.ifPresent(one -> columns.define(new Definition(Optional.empty(), one, place)));
        return column.isPresent();
    }

    private boolean redefine(
            SqlNode part, Optional<String> old, Optional<String> name, Place place) {
        Optional<SqlNode> definition = part.part("columnDefinition");
        if (old.isEmpty() || name.isEmpty() || definition.isEmpty()) {
            return false;
        }
        if (part.has("ifExists") && !columns.has(old.get())) {
            return true;
        }
        Optional<LogColumn> column =
                new ColumnReader(rules, charset).read(name.get(), definition.get());
        column.ifPresent(one -> columns.define(new Definition(old, one, place)));
        return column.isPresent();
    }

    /** The place that a specification gives, behind its first names. */
    private static Place place(SqlNode part, int names) {
        if (part.has("FIRST")) {
            return new Place.First();
        }
        List<SqlNode> all = part.parts("uid");
        return part.has("AFTER") && all.size() > names
                ? new Place.After(all.get(names).name())
                : new Place.Unsaid();
    }

    private LogColumn converted(LogColumn column) {
        if (conversion.isEmpty()
                || column.charset().isEmpty()
                || column.charset().equals("binary")) {
            return column;
        }
        return new LogColumn(
                column.name(),
                column.type(),
                conversion.get(),
                column.members(),
                column.memberCharset(),
                column.generated());
    }
}
