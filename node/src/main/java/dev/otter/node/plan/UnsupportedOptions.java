package dev.otter.node.plan;

import dev.otter.document.plan.PlannedChannel;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.TwoWay;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options that can be configured but that the engine of this version does not follow. A pipeline
 * that has one is not run: data that is other than what was asked for is worse than none.
 */
final class UnsupportedOptions {
    private final List<String> found = new ArrayList<>();
    private final PipelineConfig config;

    private UnsupportedOptions(PipelineConfig config) {
        this.config = config;
    }

    /** The error that names all of them; empty when there is none. */
    static Optional<OtterException> refusal(PlannedChannel channel, PlannedPipeline planned) {
        UnsupportedOptions options = new UnsupportedOptions(planned.config());
        options.tables();
        options.twoWay(channel);
        planned.canal().ifPresent(options::canal);
        planned.canal().ifPresent(canal -> options.failover(canal, planned));
        return options.refusal("pipeline " + channel.name() + "/" + planned.config().name());
    }

    private Optional<OtterException> refusal(String where) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OtterException(
                        ErrorCode.OPTION_NOT_SUPPORTED,
                        "This version cannot follow " + String.join(", ", found),
                        where,
                        "Leave these options at their defaults, push the configuration and start"
                                + " the channel again; nothing was written."));
    }

    private void tables() {
        if (config.tables().isEmpty()) {
            found.add("an empty list of tables");
        }
    }

    private void twoWay(PlannedChannel channel) {
        TwoWay twoWay = config.twoWay();
        when(twoWay.home(), "'two-way.home: true'");
        when(twoWay.remedy() != TwoWay.Remedy.NONE, "'two-way.remedy: loopback'");
        when(!twoWay.mark().isEmpty(), "'two-way.mark'");
        channel.pipelines().stream()
                .map(PlannedPipeline::config)
                .filter(other ->
                        other.from().equalsIgnoreCase(config.to())
                                && other.to().equalsIgnoreCase(config.from()))
                .forEach(other ->
                        found.add("two ways at once (pipeline '" + other.name() + "' runs back)"));
    }

    private void canal(CanalConfig canal) {
        String of = " of canal " + canal.name();
        when(!canal.exclude().isEmpty(), "'exclude'" + of);
        when(canal.replicaId().isPresent(), "'replica-id'" + of);
    }

    private void failover(CanalConfig canal, PlannedPipeline planned) {
        when(
                canal.heartbeat().failover() && planned.from().standbys().isEmpty(),
                "'heartbeat.failover' of canal "
                        + canal.name()
                        + " without standbys (endpoint '"
                        + planned.from().config().name()
                        + "' is in no failover group that has one)");
    }

    private void when(boolean set, String option) {
        if (set) {
            found.add(option);
        }
    }
}
