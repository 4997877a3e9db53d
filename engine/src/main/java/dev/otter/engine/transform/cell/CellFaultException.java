package dev.otter.engine.transform.cell;

/** A value cannot be read or written exactly. The message names the column, never the value. */
public final class CellFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CellFaultException(String message) {
        super(message, null, false, false);
    }
}
