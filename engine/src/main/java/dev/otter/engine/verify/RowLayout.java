package dev.otter.engine.verify;

import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns of a pair that are compared, in one order for all its tables, each read in a form
 * that is equal on both sides exactly when the stored values are.
 */
public final class RowLayout {
    private final List<Cell> cells;
    private final int[] key;

    private record Cell(
            String name,
            ColumnShape target,
            Optional<String> common,
            boolean otherDoubles,
            Optional<Cross> cross) {}

    /**
     * How a column is compared between MySQL and PostgreSQL.
     *
     * @param source one of the source's columns; all are of one type
     */
    private record Cross(CrossForm form, ColumnShape source) {}

    private RowLayout(List<Cell> cells, int[] key) {
        this.cells = cells;
        this.key = key;
    }

    /** The columns that all tables of the pair have. */
    public static RowLayout of(TablePair pair) {
        TableShape target = pair.target().orElseThrow();
        List<Cell> cells = new ArrayList<>();
        for (ColumnShape column : target.columns()) {
            List<ColumnShape> all = new ArrayList<>();
            pair.sources().forEach(s -> s.column(column.lowerName()).ifPresent(all::add));
            if (all.size() == pair.sources().size()) {
                all.add(column);
                long dialects = all.stream().map(ColumnShape::shortDoubles).distinct().count();
                Optional<Cross> cross =
                        target.postgres()
                                ? Optional.of(
                                        new Cross(
                                                CrossForm.of(all.getFirst(), column),
                                                all.getFirst()))
                                : Optional.empty();
                cells.add(new Cell(column.lowerName(), column, form(all), dialects > 1, cross));
            }
        }
        return new RowLayout(List.copyOf(cells), key(pair, target, cells));
    }

    /**
     * The form that a column must be brought into because its servers would show it differently.
     */
    private static Optional<String> form(List<ColumnShape> columns) {
        if (columns.stream().anyMatch(ColumnShape::floating)) {
            // As text a FLOAT has six digits only; as DOUBLE it has all. Times one keeps -0.
            return Optional.of("(%1$s * 1e0)");
        }
        if (columns.stream().anyMatch(ColumnShape::zeroFilled)) {
            return Optional.of("(%1$s + 0)");
        }
        boolean text = columns.stream().noneMatch(column -> column.charset().isEmpty());
        boolean mixed = columns.stream().map(ColumnShape::charset).distinct().count() > 1;
        String form = text && mixed ? "CONVERT(%1$s USING utf8mb4)" : "%1$s";
        if (columns.stream().anyMatch(column -> column.dataType().equals("enum"))) {
            // The invalid member 0 reads as an empty text, which may also be a true member.
            return Optional.of("IF(%1$s = 0, 0x00, " + form + ")");
        }
        return form.equals("%1$s") ? Optional.empty() : Optional.of(form);
    }

    /** Places of the key's columns; all columns when the tables have no key in common. */
    private static int[] key(TablePair pair, TableShape target, List<Cell> cells) {
        List<String> names = cells.stream().map(Cell::name).toList();
        List<List<String>> candidates = new ArrayList<>();
        candidates.add(target.key());
        if (pair.sources().size() == 1) {
            candidates.add(pair.sources().getFirst().key());
        }
        for (List<String> candidate : candidates) {
            List<String> lower =
                    candidate.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
            if (!lower.isEmpty() && names.containsAll(lower)) {
                return lower.stream().mapToInt(names::indexOf).toArray();
            }
        }
        return new int[0];
    }

    /** Reads all rows of a table in whatever order the server likes best. */
    public String select(TableName table) {
        return cells.stream()
                .map(RowLayout::expression)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.quoted()));
    }

    /** Reads all rows of a table of PostgreSQL. */
    String postgres(TableName table) {
        return cells.stream()
                .map(cell ->
                        cell.cross()
                                .orElseThrow()
                                .form()
                                .postgres(cell.target(), PostgresSql.quote(cell.target().name())))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + PostgresSql.quote(table)));
    }

    private static String expression(Cell cell) {
        if (cell.cross().isPresent()) {
            return cell.cross().get().form().mysql(cell.cross().get().source());
        }
        String name = TableName.quote(cell.target().name());
        return cell.common().map(form -> form.formatted(name)).orElse(name);
    }

    /** Whether the sides are of different kinds. */
    boolean cross() {
        return !cells.isEmpty() && cells.getFirst().cross().isPresent();
    }

    /** The form of a column that is compared between different kinds. */
    CrossForm form(int column) {
        return cells.get(column).cross().orElseThrow().form();
    }

    private boolean has(int column, CrossForm... forms) {
        return List.of(forms).contains(form(column));
    }

    /** Number of columns. */
    public int columns() {
        return cells.size();
    }

    /** Name of a column on the target. */
    public String name(int column) {
        return cells.get(column).target().name();
    }

    /** Whether the column's bytes, as read, are UTF-8 text. */
    boolean utf8(int column) {
        if (cross()) {
            return !form(column).binary();
        }
        Cell cell = cells.get(column);
        String charset = cell.target().charset();
        return cell.common().isPresent()
                || charset.startsWith("utf8")
                || charset.equals("ascii")
                || cell.target().dataType().equals("json");
    }

    /** Whether the column holds text, in whatever character set. */
    boolean text(int column) {
        if (cross()) {
            return has(column, CrossForm.TEXT, CrossForm.MEMBER, CrossForm.JSON, CrossForm.BITS);
        }
        ColumnShape target = cells.get(column).target();
        return !target.charset().isEmpty() || target.dataType().equals("json");
    }

    /** Whether the column's bytes, as read, are the digits of a number. */
    boolean bare(int column) {
        if (cross()) {
            return has(column, CrossForm.NUMBER, CrossForm.REAL);
        }
        return switch (cells.get(column).target().dataType()) {
            case "tinyint",
                    "smallint",
                    "mediumint",
                    "int",
                    "bigint",
                    "decimal",
                    "float",
                    "double",
                    "year" ->
                    true;
            default -> false;
        };
    }

    /** Whether the column's bytes, as read, are a date or time. */
    boolean temporal(int column) {
        if (cross()) {
            return has(column, CrossForm.MOMENT);
        }
        return switch (cells.get(column).target().dataType()) {
            case "date", "time", "datetime", "timestamp" -> true;
            default -> false;
        };
    }

    /** Whether both sides print the same number in the column's JSON differently. */
    boolean otherDoubles(int column) {
        return cells.get(column).otherDoubles();
    }

    /** Whether rows are told apart by a key. */
    public boolean keyed() {
        return key.length > 0;
    }

    /** Places of the key's columns among those compared. */
    public int[] key() {
        return key;
    }

    /** Whether a column is text that is read as utf8mb4 because its character sets differ. */
    public boolean converted(int column) {
        return cells.get(column).common().filter(form -> form.contains("CONVERT(")).isPresent();
    }
}
