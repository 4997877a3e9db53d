package dev.otter.app.view;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, each as wide as its widest cell. For one thread. */
public final class TextTable {
    private static final String GAP = "  ";
    private static final int FIRST_WIDE = 0x1100;

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param titles of the columns
     */
    public TextTable(List<String> titles) {
        rows.add(List.copyOf(titles));
    }

    /** Adds a line with a cell for each title. */
    public void add(List<String> cells) {
        rows.add(cells.stream().map(cell -> cell.replaceAll("\\p{Cntrl}+", " ")).toList());
    }

    /** All lines, the titles first. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        String cell = row.get(i);
                        line.append(cell)
                                .append(" ".repeat(widths[i] - width(cell)))
                                .append(i + 1 == columns ? "" : GAP);
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    /** Columns of the terminal that a text takes; ideographs take two. */
    private static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int character) {
        boolean wide =
                character >= FIRST_WIDE
                        && (Character.isIdeographic(character)
                                || character >= 0x3000 && character <= 0x30FF
                                || character >= 0xAC00 && character <= 0xD7A3
                                || character >= 0xFF01 && character <= 0xFF60);
        return wide ? 2 : 1;
    }
}
