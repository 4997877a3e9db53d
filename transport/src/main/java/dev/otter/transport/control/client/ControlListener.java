package dev.otter.transport.control.client;

import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.Fault;

/**
 * What the node does with what the manager says. {@link #configuration}, {@link #command} and
 * {@link #deleted} are called by the thread {@code control-deliver}, one call after the other, and
 * may block; {@link #connection} by the thread {@code control-dial}, and may not.
 */
public interface ControlListener {

    /**
     * Runs with this from now on: at the start with what was kept on disk, later with what the
     * manager sends. A newer one may arrive meanwhile; those in between are left out.
     *
     * @throws dev.otter.model.error.OtterException when it cannot be applied; the manager is told,
     *     and the one before stays on the disk
     */
    void configuration(Configuration configuration);

    /**
     * Does what is asked.
     *
     * @throws dev.otter.model.error.OtterException when that cannot be done; the manager is told
     */
    void command(Command command);

    /**
     * Stops all that was configured, for the manager has deleted this node. What is kept on disk is
     * dropped afterwards. It may be told again while the node keeps asking.
     *
     * @param told what the manager said
     */
    void deleted(Fault told);

    /** The connection's state or the reason for it has changed. */
    void connection(ConnectionStatus status);
}
