package dev.otter.transport.control.message;

/** What the manager may ask a connected node to do at once. */
public sealed interface Command {

    /** Ask for a new certificate now. The client does this by itself; the listener is not asked. */
    record RenewCertificate() implements Command {}

    /** Send a status now. */
    record ReportNow() implements Command {}

    /**
     * Give up leadership of a pipeline, so that another candidate takes over.
     *
     * @param pipeline the pipeline's id
     */
    record SwitchLeader(String pipeline) implements Command {}

    /** Begin an operation; its reports tell what becomes of it. One that is known is left alone. */
    record Operate(OperationOrder order) implements Command {}

    /** End an operation as soon as possible; one that is over or not known is left alone. */
    record CancelOperation(long id) implements Command {}

    /** The end of an operation is known here: the node may forget it. */
    record ForgetOperation(long id) implements Command {}
}
