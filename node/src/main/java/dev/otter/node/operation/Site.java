package dev.otter.node.operation;

import dev.otter.document.json.ConfigJson;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.node.duty.Assignment;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The pipeline on which an operation works.
 *
 * @param assignment as it is configured
 * @param engine asks for the engine that runs it here; empty while none does
 */
public record Site(Assignment assignment, Supplier<Optional<PipelineRun>> engine) {

    /**
     * The pipeline that an order brings along; empty when it names one.
     *
     * @throws dev.otter.model.error.OtterException when what it brings cannot be read
     */
    public static Optional<Site> broughtBy(OperationOrder order, ConfigJson json) {
        return order.what() instanceof Operation.TryRow asked
                ? Optional.of(TrialWork.site(asked, json))
                : Optional.empty();
    }

    /** Its full name, under which databases keep what belongs to it. */
    public String name() {
        return assignment.title();
    }

    /** All that the engine knows of it. */
    public Pipeline pipeline() {
        return assignment.pipeline();
    }

    Endpoint source() {
        return pipeline().from();
    }

    Endpoint target() {
        return pipeline().to();
    }

    /** For errors. */
    String place() {
        return "pipeline " + name();
    }
}
