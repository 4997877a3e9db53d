package dev.otter.binlog.stream;

/**
 * Something about a source that keeps its log from being read, or could be better.
 *
 * @param code short stable name, for counting and documents
 * @param severity whether the log can be read nevertheless
 * @param text what was found, in one sentence
 * @param remedy what to do, in one sentence
 */
public record SourceProblem(String code, Severity severity, String text, String remedy) {

    /** How bad it is. */
    public enum Severity {
        /** Reading would fail, or silently miss changes. */
        ERROR,
        /** Reading works; the remedy makes it safer or cheaper. */
        ADVICE
    }

    @Override
    public String toString() {
        return code + ": " + text + "; " + remedy;
    }
}
