package dev.otter.model.position;

/**
 * A point in a source's binary log: the byte right behind an event.
 *
 * <p>Positions of one server order by file number, then offset; file names of different base names
 * do not order (comparing them falls back to the text).
 *
 * @param file name of the log file as the server gives it, such as {@code mysql-bin.000003}
 * @param offset bytes from the file's start
 */
public record LogPosition(String file, long offset) implements Comparable<LogPosition> {
    public LogPosition {
        if (file == null || file.isEmpty()) {
            throw new IllegalArgumentException("a log position needs a file name");
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset + " is negative");
        }
    }

    /** The number at the end of the file's name, or -1 when there is none. */
    public long fileNumber() {
        int dot = file.lastIndexOf('.');
        String digits = file.substring(dot + 1);
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    @Override
    public int compareTo(LogPosition other) {
        int byFile =
                fileNumber() >= 0 && other.fileNumber() >= 0
                        ? Long.compare(fileNumber(), other.fileNumber())
                        : file.compareTo(other.file);
        return byFile != 0 ? byFile : Long.compare(offset, other.offset);
    }

    /** The usual short form, {@code file:offset}. */
    @Override
    public String toString() {
        return file + ":" + offset;
    }

    /**
     * Reads the form that {@link #toString()} gives.
     *
     * @throws IllegalArgumentException when the text is not {@code file:offset}
     */
    public static LogPosition parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not file:offset");
        }
        try {
            return new LogPosition(
                    text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not file:offset", e);
        }
    }
}
