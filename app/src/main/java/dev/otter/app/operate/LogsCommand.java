package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code otter logs}: what nodes and manager had to tell, the oldest first. */
@Command(name = "logs", description = "Shows what nodes and manager had to tell, oldest first.")
public final class LogsCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int PAGE = 200;
    private static final int PAGES_MAX = 50;

    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many of the newest (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only records with this text, such as a channel's name.")
    private String search = "";

    @Option(
            names = {"-F", "--follow"},
            description = "Go on until Ctrl-C, with each new one.")
    private boolean follow;

    @Option(names = "--json", description = "Write one JSON object per line.")
    private boolean json;

    public LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            int wanted = Math.max(0, lines);
            List<JsonNode> newest = newest(manager, Math.max(wanted, PAGE));
            newest.subList(0, Math.min(wanted, newest.size())).reversed().forEach(this::print);
            if (!follow) {
                return ExitCode.DONE;
            }
            Set<JsonNode> seen = new HashSet<>(newest);
            while (!surroundings.stop().await(BETWEEN_LOOKS)) {
                seen = tell(manager, seen);
            }
        }
        return ExitCode.DONE;
    }

    /** The newest records, the newest first. */
    private List<JsonNode> newest(ManagerClient manager, int wanted) {
        List<JsonNode> records = new ArrayList<>();
        for (int page = 1; records.size() < wanted && page <= PAGES_MAX; page++) {
            JsonNode items = page(manager, page);
            items.forEach(records::add);
            if (items.size() < PAGE) {
                break;
            }
        }
        return records.subList(0, Math.min(wanted, records.size()));
    }

    /** Writes records that were not there at the last look. */
    private Set<JsonNode> tell(ManagerClient manager, Set<JsonNode> seen) {
        Set<JsonNode> known = new HashSet<>();
        List<JsonNode> fresh = new ArrayList<>();
        for (int page = 1; page <= PAGES_MAX; page++) {
            JsonNode items = page(manager, page);
            items.forEach(known::add);
            items.forEach(item -> {
                if (!seen.contains(item)) {
                    fresh.add(item);
                }
            });
            boolean met = Stream.of(items).flatMap(i -> i.valueStream()).anyMatch(seen::contains);
            if (met || items.size() < PAGE) {
                break;
            }
        }
        fresh.reversed().forEach(this::print);
        return known;
    }

    private JsonNode page(ManagerClient manager, int page) {
        return manager.get(
                        "/log-records?size=%d&page=%d&search=%s"
                                .formatted(
                                        PAGE,
                                        page,
                                        URLEncoder.encode(search, StandardCharsets.UTF_8)))
                .path("items");
    }

    private void print(JsonNode entry) {
        if (json) {
            Answers.printLine(surroundings.console(), entry);
            return;
        }
        String place =
                Stream.of("channel", "pipeline", "node")
                        .map(key -> Answers.text(entry.path(key)))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("/"));
        surroundings
                .console()
                .line(
                        Stream.of(
                                        Answers.text(entry.path("at")),
                                        place,
                                        Answers.text(entry.path("title")),
                                        Answers.text(entry.path("message")).strip())
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining("  ")));
    }
}
