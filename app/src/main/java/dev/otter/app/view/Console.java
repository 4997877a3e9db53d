package dev.otter.app.view;

import java.io.PrintStream;
import java.util.List;

/**
 * The only way to standard output and standard error. On a terminal it can keep a block of lines at
 * the bottom that is redrawn in place. One thread at a time writes; the methods are synchronised.
 */
public final class Console {
    private static final int LEAST_COLUMNS = 20;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final int columns;
    private int blockLines;

    /**
     * @param out standard output
     * @param err standard error
     * @param columns width of the terminal; 0 when standard output is not a terminal
     */
    public Console(PrintStream out, PrintStream err, int columns) {
        this.out = out;
        this.err = err;
        this.columns = columns == 0 ? 0 : Math.max(LEAST_COLUMNS, columns);
    }

    /** Whether standard output is a terminal that lines can be redrawn on. */
    public boolean terminal() {
        return columns > 0;
    }

    /** Writes a line that stays; above the block, when there is one. */
    public synchronized void line(String text) {
        eraseBlock();
        out.println(text);
        out.flush();
    }

    /** Writes a line to standard error. */
    public synchronized void error(String text) {
        eraseBlock();
        out.flush();
        err.println(text);
        err.flush();
    }

    /** Writes the trace of an error to standard error. */
    public synchronized void trace(Throwable error) {
        error.printStackTrace(err);
        err.flush();
    }

    /** Draws the block of lines in place of the earlier one; only on a terminal. */
    public synchronized void block(List<String> lines) {
        eraseBlock();
        for (String line : lines) {
            out.print(CLEAR_LINE);
            out.println(cut(line));
        }
        out.flush();
        blockLines = lines.size();
    }

    /** Lets the block stand as it is; what follows is written below it. */
    public synchronized void keepBlock() {
        blockLines = 0;
    }

    private void eraseBlock() {
        if (blockLines == 0) {
            return;
        }
        out.printf(UP, blockLines);
        for (int i = 0; i < blockLines; i++) {
            out.print(CLEAR_LINE);
            out.print('\n');
        }
        out.printf(UP, blockLines);
        blockLines = 0;
    }

    private String cut(String line) {
        String visible = line.replaceAll("\\p{Cntrl}", " ");
        return visible.length() < columns ? visible : visible.substring(0, columns - 1);
    }
}
