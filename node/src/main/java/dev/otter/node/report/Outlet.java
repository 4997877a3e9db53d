package dev.otter.node.report;

import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.PipelineMinute;
import java.util.List;

/** Where reports go. Thread-safe. */
public interface Outlet {

    /** The newest status; never blocks. */
    void status(NodeStatus status);

    /** Something that happened; never blocks. */
    void event(NodeEvent event);

    /**
     * Kept until the manager has them; waits for the disk.
     *
     * @throws dev.otter.model.error.OtterException when the disk does not take them
     */
    void minutes(List<PipelineMinute> minutes);
}
