package dev.otter.engine.verify;

import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A target table and all source tables that are routed to it.
 *
 * @param sources at least one
 * @param targetName the target's name, whether it exists or not
 * @param target the target, when it exists
 */
public record TablePair(
        List<TableShape> sources, TableName targetName, Optional<TableShape> target) {
    public TablePair {
        sources = List.copyOf(sources);
    }

    /** {@code shop.orders}, or {@code shop.orders -> dw.sales} when the names differ. */
    public String title() {
        String names =
                sources.stream()
                        .map(source -> source.name().toString())
                        .collect(Collectors.joining(", "));
        return names.equals(targetName.toString()) ? names : names + " -> " + targetName;
    }

    /** What does not fit between the shapes, one phrase each; the missing target first. */
    public List<String> problems() {
        if (target.isEmpty()) {
            return List.of("table " + targetName + " is missing on the target");
        }
        List<String> problems = new ArrayList<>();
        for (TableShape source : sources) {
            for (ColumnShape column : source.columns()) {
                Optional<ColumnShape> other = target.get().column(column.lowerName());
                String place = source.name() + "." + column.name();
                if (other.isEmpty()) {
                    problems.add("column " + place + " is missing on the target");
                } else if (!target.get().postgres()) {
                    compare(place, column, other.get(), problems);
                }
            }
        }
        return problems;
    }

    private static void compare(
            String place, ColumnShape source, ColumnShape target, List<String> problems) {
        if (!plain(source.type()).equals(plain(target.type()))) {
            problems.add(
                    "column %s is %s on the source and %s on the target"
                            .formatted(place, source.type(), target.type()));
        } else if (!source.charset().equals(target.charset())) {
            problems.add(
                    "column %s has character set %s on the source and %s on the target"
                            .formatted(place, source.charset(), target.charset()));
        } else if (source.nullable() && !target.nullable()) {
            problems.add("column " + place + " takes NULL on the source only");
        }
    }

    /** The type without the display width of integers, which newer servers no longer tell. */
    private static String plain(String type) {
        return type.replaceAll("(int|year)\\(\\d+\\)(?!.*zerofill)", "$1");
    }

    /** The rows that the sources are thought to have. */
    public long estimatedRows() {
        return sources.stream().mapToLong(TableShape::estimatedRows).sum();
    }
}
