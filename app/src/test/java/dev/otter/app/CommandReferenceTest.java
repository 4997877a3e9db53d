package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.StopSignal;
import dev.otter.app.command.Surroundings;
import dev.otter.app.view.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page of the command tells of each subcommand and option, and of no others. */
class CommandReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/command.md");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Set<String> OF_ALL = Set.of("--help", "--verbose", "--manager");

    /** Long options by subcommand, {@code node list} and the like. */
    private static Map<String, Set<String>> model() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine root =
                OtterCommand.model(
                        new Surroundings(
                                new Console(nowhere, nowhere, 0),
                                Map.of(),
                                new StopSignal(),
                                Clock.systemUTC()));
        Map<String, Set<String>> found = new TreeMap<>();
        add(root, "", found);
        return found;
    }

    private static void add(CommandLine line, String name, Map<String, Set<String>> found) {
        if (!name.isEmpty()) {
            found.put(
                    name,
                    line.getCommandSpec().options().stream()
                            .flatMap(option -> Arrays.stream(option.names()))
                            .filter(option -> option.startsWith("--"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        line.getSubcommands()
                .forEach((word, sub) -> add(sub, name.isEmpty() ? word : name + " " + word, found));
    }

    /** Text by subcommand; several may share a section. */
    private static Map<String, String> page() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : Files.readString(PAGE).split("(?m)^## ")) {
            if (!section.startsWith("otter ")) {
                continue;
            }
            String heading = section.lines().findFirst().orElseThrow();
            for (String part : heading.split(", ")) {
                String name =
                        Arrays.stream(part.split(" "))
                                .skip(1)
                                .takeWhile(word -> word.matches("[a-z][a-z0-9]*"))
                                .collect(Collectors.joining(" "));
                sections.put(name, section);
            }
        }
        return sections;
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void each_subcommand_has_a_section() throws IOException {
        assertThat(page().keySet()).containsExactlyInAnyOrderElementsOf(model().keySet());
    }

    @Test
    void each_option_is_told_of_where_it_belongs() throws IOException {
        Map<String, String> page = page();
        model().forEach((name, options) -> {
            Set<String> own = new TreeSet<>(options);
            own.removeAll(OF_ALL);
            assertThat(options(page.get(name))).as("otter " + name).containsAll(own);
        });
        assertThat(options(Files.readString(PAGE))).containsAll(OF_ALL);
    }

    @Test
    void no_option_is_told_of_that_is_not_there() throws IOException {
        Set<String> known =
                model().values().stream()
                        .flatMap(Set::stream)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(known).containsAll(options(Files.readString(PAGE)));
    }

    @Test
    void each_subcommand_and_option_has_a_description() {
        model().keySet()
                .forEach(name -> {
                    CommandLineRun run = CommandLineRun.of(Map.of(), (name + " --help").split(" "));
                    assertThat(run.exitCode()).as(name).isZero();
                    assertThat(run.out()).as(name).startsWith("Usage: otter " + name);
                    assertThat(run.out().lines().skip(1).findFirst().orElse("")).isNotBlank();
                });
    }
}
