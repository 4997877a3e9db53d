package dev.otter.transport.control.message;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/**
 * An error as it is told to the other side. The code is text, so that an older manager can show
 * what a newer node says.
 *
 * @param code such as {@code OTR-3101}
 * @param what what happened
 * @param where place; may be empty
 * @param remedy what to do; may be empty
 */
public record Fault(String code, String what, String where, String remedy) {

    public static Fault of(OtterException error) {
        return new Fault(error.code().text(), error.what(), error.where(), error.remedy());
    }

    public static Fault of(ErrorCode code, String what, String remedy) {
        return new Fault(code.text(), what, "", remedy);
    }

    /** An error of our own that nobody has foreseen. */
    public static Fault unforeseen(RuntimeException error) {
        return error instanceof OtterException coded
                ? of(coded)
                : new Fault(
                        ErrorCode.INTERNAL.text(),
                        "Unexpected: " + error,
                        "",
                        "Look at the log of that process.");
    }

    public boolean is(ErrorCode other) {
        return code.equals(other.text());
    }

    /** The sentence that is logged and shown. */
    public String text() {
        return code
                + " "
                + what
                + (where.isEmpty() ? "" : " [" + where + "]")
                + "."
                + (remedy.isEmpty() ? "" : " " + remedy);
    }
}
