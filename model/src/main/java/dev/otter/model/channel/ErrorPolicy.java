package dev.otter.model.channel;

/** What happens when a row cannot be applied. */
public enum ErrorPolicy {
    /** The pipeline stops and says why; nothing later is applied. */
    STOP,
    /** The row's table is held from there on; all other tables go on. */
    HOLD_TABLE,
    /** The row is put aside into {@code retl.retl_quarantine}; everything else goes on. */
    QUARANTINE
}
