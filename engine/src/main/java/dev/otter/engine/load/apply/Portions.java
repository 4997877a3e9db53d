package dev.otter.engine.load.apply;

/**
 * Statements that empty a table in portions, for {@link GroupTask#statements}: each portion is
 * short, however large the table is, and is committed. That is exact, because nothing that comes
 * behind has begun and because each portion's transaction checks the epoch. Stateless.
 */
public final class Portions {
    private static final String MARK = "/* in portions */ ";
    private static final char ROWS = '\0';

    private Portions() {}

    /**
     * A statement that deletes at most a number of rows, to be run until it finds fewer.
     *
     * @param before its text before that number
     * @param after its text behind it
     */
    public static String of(String before, String after) {
        return MARK + before + ROWS + after;
    }

    static boolean in(String statement) {
        return statement.startsWith(MARK);
    }

    static String sized(String statement, int rows) {
        return statement.replace(Character.toString(ROWS), Integer.toString(rows));
    }
}
