package dev.otter.manager.live;

import dev.otter.document.trial.TrialAnswer;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.util.List;

/**
 * What operators have done once to a pipeline by the node that leads it. For any thread; an error
 * is an {@link dev.otter.model.error.OtterException}.
 */
public interface Operations {

    /** Those of a pipeline, the newest first, without what they found. */
    List<OperationView> of(long channel, String pipeline);

    /** One with what it found. */
    OperationView get(long id);

    /**
     * Adds one; it waits until the node that leads the pipeline is there, but not for ever.
     *
     * @param by who asks
     */
    OperationView add(long channel, String pipeline, OperationRequest request, String by);

    /**
     * Ends one as soon as possible; one that is over is left alone. What it has asked databases for
     * stays asked for.
     *
     * @param by who asks
     */
    OperationView cancel(long id, String by);

    /**
     * Tries a row with an entry of tables that need not be saved; asks a node, for some seconds,
     * which looks at both databases and writes nothing.
     *
     * @param trial what is tried
     */
    TrialAnswer attempt(long channel, String pipeline, TrialRequest trial);

    /**
     * Rows of a pipeline that reading back has found to differ; asks the node, for some seconds.
     */
    Findings differences(long channel, String pipeline);

    /** Statements of a pipeline that wait for somebody; asks the node, for some seconds. */
    List<WaitingStatement> statements(long channel, String pipeline);
}
