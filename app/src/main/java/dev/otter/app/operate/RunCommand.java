package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Kind;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code otter start}, {@code stop}, {@code pause}, {@code resume}: sets what a channel is to do.
 */
@Command
public final class RunCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** A failure from before the order may still be told for so long. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final Order order;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel's name.")
    private String channel;

    @Option(names = "--wait", description = "Wait until it is so.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "With --wait: give up after this time (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    /** What can be ordered. */
    public enum Order {
        START("start", "running"),
        STOP("stop", "stopped"),
        PAUSE("pause", "paused"),
        RESUME("resume", "running");

        private final String word;
        private final String state;

        Order(String word, String state) {
            this.word = word;
            this.state = state;
        }

        /** The subcommand. */
        public String word() {
            return word;
        }

        /** Whether a pipeline is as it is to be. */
        private boolean met(PipelineState pipeline) {
            return switch (this) {
                case START, RESUME -> pipeline.state().equals("running");
                case STOP -> pipeline.state().equals("stopped");
                case PAUSE -> Set.of("stopped", "standby").contains(pipeline.state());
            };
        }
    }

    public RunCommand(Surroundings surroundings, Order order) {
        this.surroundings = surroundings;
        this.order = order;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            Thing thing = new Inventory(manager).require(Kind.CHANNEL, channel);
            JsonNode run = manager.post(thing.path() + "/" + order.word).body();
            boolean there = true;
            if (wait) {
                there = await(manager, thing);
                run = manager.get(thing.path() + "/run");
            }
            if (json) {
                Answers.print(surroundings.console(), run);
            } else {
                surroundings
                        .console()
                        .line("channel " + thing.name() + " is " + run.path("state").asString());
            }
            return there ? ExitCode.DONE : ExitCode.INTERRUPTED;
        }
    }

    /** Whether it has come about; otherwise the user did not want to wait any more. */
    private boolean await(ManagerClient manager, Thing thing) throws InterruptedException {
        long begin = System.nanoTime();
        long deadline = begin + Duration.ofSeconds(seconds).toNanos();
        while (true) {
            String state = manager.get(thing.path() + "/run").path("state").asString();
            List<PipelineState> pipelines = PipelineState.of(manager, thing.id());
            List<PipelineState> missing =
                    pipelines.stream().filter(pipeline -> !order.met(pipeline)).toList();
            if (state.equals(order.state) && missing.isEmpty()) {
                return true;
            }
            boolean known = System.nanoTime() - begin > NEWS.toNanos();
            if (known
                    && order.state.equals("running")
                    && missing.stream().anyMatch(PipelineState::failed)) {
                throw late(ErrorCode.PIPELINE_FAILED, "a pipeline failed", thing, missing);
            }
            if (System.nanoTime() > deadline) {
                throw late(
                        ErrorCode.NOT_IN_TIME,
                        "the channel is %s, and not all is %s after %d s"
                                .formatted(state, order.state, seconds),
                        thing,
                        missing);
            }
            if (surroundings.stop().await(BETWEEN_LOOKS)) {
                return false;
            }
        }
    }

    private static OtterException late(
            ErrorCode code, String what, Thing thing, List<PipelineState> missing) {
        String states =
                missing.stream().map(PipelineState::sentence).collect(Collectors.joining("; "));
        return new OtterException(
                code,
                what + (states.isEmpty() ? "" : ": " + states),
                "channel '" + thing.name() + "'",
                "See 'otter describe channel " + thing.name() + "' and 'otter logs'.");
    }
}
