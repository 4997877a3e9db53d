package dev.otter.node.report;

import dev.otter.node.duty.DutyStatus;
import java.util.List;

/** What is reported on. Thread-safe; never blocks. */
public interface Subject {

    /** How each pipeline stands. */
    List<DutyStatus> statuses();

    /** Shows people how far a pipeline is. */
    void mirror(long pipelineId, long epoch, String position);
}
