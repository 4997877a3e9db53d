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
}
