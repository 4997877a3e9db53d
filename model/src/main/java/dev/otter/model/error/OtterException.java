package dev.otter.model.error;

/**
 * The one root of our own errors: a code, what happened, where, and what to do about it.
 *
 * <p>The message is {@code OTR-3101 what [where]. Remedy}; no part of it may hold a secret.
 */
public final class OtterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String what;
    private final String where;
    private final String remedy;

    /**
     * @param code the error's code
     * @param what what happened, a sentence without its full stop
     * @param where channel, pipeline, table, position, or place in a file; empty when nowhere
     * @param remedy what to do, one or more whole sentences; empty when nothing can be done
     */
    public OtterException(ErrorCode code, String what, String where, String remedy) {
        this(code, what, where, remedy, null);
    }

    public OtterException(
            ErrorCode code, String what, String where, String remedy, Throwable cause) {
        super(text(code, what, where, remedy), cause);
        this.code = code;
        this.what = what;
        this.where = where;
        this.remedy = remedy;
    }

    private static String text(ErrorCode code, String what, String where, String remedy) {
        StringBuilder text = new StringBuilder(code.text()).append(' ').append(what);
        if (!where.isEmpty()) {
            text.append(" [").append(where).append(']');
        }
        text.append('.');
        if (!remedy.isEmpty()) {
            text.append(' ').append(remedy);
        }
        return text.toString();
    }

    public ErrorCode code() {
        return code;
    }

    public String what() {
        return what;
    }

    public String where() {
        return where;
    }

    public String remedy() {
        return remedy;
    }

    /** The same error, its place preceded by an outer one. */
    public OtterException within(String outer) {
        return new OtterException(
                code, what, where.isEmpty() ? outer : outer + ", " + where, remedy, this);
    }
}
