package dev.otter.node.plan;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.document.plan.PlannedChannel;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.Assignment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads assignments out of a plan. Immutable. */
public final class Assignments {
    private final ConfigJson json;

    public Assignments(ConfigJson json) {
        this.json = json;
    }

    /** One for each pipeline of the plan. */
    public List<Assignment> of(NodePlan plan) {
        List<Assignment> assignments = new ArrayList<>();
        for (PlannedChannel channel : plan.channels()) {
            channel.pipelines().forEach(pipeline -> assignments.add(of(channel, pipeline)));
        }
        return List.copyOf(assignments);
    }

    private Assignment of(PlannedChannel channel, PlannedPipeline planned) {
        Pipeline pipeline = planned.pipeline();
        Optional<OtterException> refusal = UnsupportedOptions.refusal(channel, planned);
        return new Assignment(
                channel.id(),
                channel.name(),
                planned.number(),
                pipeline,
                planned.candidates(),
                refusal,
                version(channel, planned, pipeline, refusal));
    }

    /**
     * Differs whenever the engine would run differently, and only then: a new description or
     * another order of candidates does not restart it. A digest, since it is made of passwords too.
     */
    private String version(
            PlannedChannel channel,
            PlannedPipeline planned,
            Pipeline pipeline,
            Optional<OtterException> refusal) {
        String all =
                String.join(
                        "\n",
                        channel.name(),
                        pipeline.name(),
                        text(pipeline.from()),
                        text(pipeline.to()),
                        pipeline.start().toString(),
                        json.write(planned.config().tables()),
                        pipeline.options().toString(),
                        refusal.map(OtterException::getMessage).orElse(""));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(Endpoint end) {
        return String.join(
                "\t",
                end.name(),
                end.type().name(),
                end.host(),
                Integer.toString(end.port()),
                end.user(),
                end.password(),
                end.tls().name(),
                end.failover().map(Object::toString).orElse(""),
                end.database(),
                end.share().toString());
    }
}
