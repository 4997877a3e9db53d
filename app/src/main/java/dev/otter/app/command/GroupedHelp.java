package dev.otter.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Shows the list of subcommands in groups. */
public final class GroupedHelp {
    private static final Map<String, List<String>> GROUPS = groups();

    private static final int COLUMNS = 80;
    private static final int INDENT = 11;

    private GroupedHelp() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Without a manager", List.of("sync", "copy", "check", "resync", "ddl", "demo"));
        groups.put("Processes", List.of("standalone", "manager", "node"));
        groups.put("Login", List.of("login", "logout"));
        groups.put(
                "Configuration in a manager",
                List.of("get", "describe", "diff", "apply", "delete", "export", "import"));
        groups.put(
                "Running channels",
                List.of("start", "stop", "pause", "resume", "operation", "logs"));
        return groups;
    }

    /** Makes the help of a command grouped; what is in no group comes last. */
    public static void install(CommandLine line) {
        line.getCommandSpec().usageMessage().commandListHeading("");
        line.getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::of);
    }

    private static String of(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, names) -> {
            Map<String, Help> group = new LinkedHashMap<>();
            names.forEach(name -> {
                Help subcommand = left.remove(name);
                if (subcommand != null) {
                    group.put(name, subcommand);
                }
            });
            text.append(section(title, group));
        });
        return text.append(section("More", left)).toString();
    }

    private static String section(String title, Map<String, Help> group) {
        if (group.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("%n%s:%n".formatted(title));
        group.forEach((name, help) -> text.append(entry(name, help)));
        return text.toString();
    }

    /** The name and the first sentence, over several lines if need be. */
    private static String entry(String name, Help help) {
        String sentence =
                String.join(" ", help.commandSpec().usageMessage().description())
                        .replaceAll("\\. .*", ".");
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder("  %-9s".formatted(name));
        for (String word : sentence.split(" ")) {
            if (line.length() + 1 + word.length() > COLUMNS) {
                text.append(line).append(System.lineSeparator());
                line = new StringBuilder(" ".repeat(INDENT));
            }
            line.append(' ').append(word);
        }
        return text.append(line).append(System.lineSeparator()).toString();
    }
}
