package dev.otter.manager.live;

import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Fault;

/**
 * An error as a node or the manager tells it.
 *
 * @param code such as {@code OTR-3101}
 * @param what what happened
 * @param where place; may be empty
 * @param remedy what to do; may be empty
 */
public record Trouble(String code, String what, String where, String remedy) {

    /** What a node told. */
    public static Trouble of(Fault fault) {
        return new Trouble(fault.code(), fault.what(), fault.where(), fault.remedy());
    }

    /** An error of the manager's own. */
    public static Trouble of(OtterException error) {
        return of(Fault.of(error));
    }
}
