package dev.otter.manager.live;

import dev.otter.transport.control.message.OperationReport.Findings;
import java.time.Instant;
import java.util.Optional;

/**
 * An operation as it is now.
 *
 * @param id names it
 * @param channel the channel that the pipeline belongs to
 * @param pipeline the pipeline's name within the channel
 * @param request what is wanted
 * @param askedBy by whom
 * @param askedAt when
 * @param deadline when it is given up unless it has begun
 * @param state what becomes of it
 * @param cancelledBy who wants it to end before it is over
 * @param node who does it
 * @param startedAt when it was given to that node
 * @param heardAt when that node told of it last
 * @param endedAt when it was over
 * @param progress how far it is, and what came of it
 * @param findings what it found; left out in lists
 */
public record OperationView(
        long id,
        LivePipeline.ChannelRef channel,
        String pipeline,
        OperationRequest request,
        String askedBy,
        Instant askedAt,
        Instant deadline,
        OperationState state,
        Optional<String> cancelledBy,
        Optional<LivePipeline.NodeRef> node,
        Optional<Instant> startedAt,
        Optional<Instant> heardAt,
        Optional<Instant> endedAt,
        OperationProgress progress,
        Optional<Findings> findings) {}
