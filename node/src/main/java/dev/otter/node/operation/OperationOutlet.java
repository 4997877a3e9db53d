package dev.otter.node.operation;

import dev.otter.transport.control.message.OperationReport;

/** Where reports of operations go. Thread-safe; never blocks. */
@FunctionalInterface
public interface OperationOutlet {

    /** The newest of its operation. */
    void operation(OperationReport report);
}
