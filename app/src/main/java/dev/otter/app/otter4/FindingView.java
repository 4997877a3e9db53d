package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.app.view.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The report of an import: for people with equal findings put together, for scripts one by one. */
final class FindingView {
    private static final int NAMES_SHOWN = 3;

    private FindingView() {}

    private record Group(Outcome outcome, String kind, String parameter, String text) {
        static Group of(Finding finding) {
            return new Group(
                    finding.outcome(),
                    finding.subject().kind(),
                    finding.parameter(),
                    finding.text());
        }
    }

    static List<String> lines(Translation translation) {
        List<String> lines = new ArrayList<>();
        TextTable counts = new TextTable(List.of("HERE", "NUMBER"));
        for (Kind kind : Kind.values()) {
            long number = translation.count(kind);
            if (number > 0) {
                counts.add(List.of(kind.title(), Long.toString(number)));
            }
        }
        lines.addAll(counts.lines());
        for (Outcome outcome : Outcome.values()) {
            Map<Group, List<String>> groups = new LinkedHashMap<>();
            for (Finding finding : translation.findings()) {
                boolean whole = outcome == Outcome.CARRIED && finding.parameter().isEmpty();
                if (finding.outcome() == outcome && !whole) {
                    groups.computeIfAbsent(Group.of(finding), _ -> new ArrayList<>())
                            .add(finding.subject().name());
                }
            }
            if (!groups.isEmpty()) {
                lines.add("");
                lines.add(outcome.title() + ":");
                TextTable table = new TextTable(List.of("OTTER 4", "PARAMETER", "WHERE", "WHAT"));
                groups.forEach((group, names) ->
                        table.add(
                                List.of(
                                        group.kind(),
                                        group.parameter(),
                                        shown(names),
                                        group.text())));
                lines.addAll(table.lines());
            }
        }
        return lines;
    }

    private static String shown(List<String> names) {
        List<String> different = names.stream().distinct().toList();
        int more = different.size() - NAMES_SHOWN;
        return String.join(", ", different.subList(0, Math.min(NAMES_SHOWN, different.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    static ArrayNode json(Translation translation) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : translation.findings()) {
            ObjectNode entry = all.addObject();
            entry.put("outcome", finding.outcome().title());
            entry.put("kind", finding.subject().kind());
            entry.put("name", finding.subject().name());
            if (!finding.parameter().isEmpty()) {
                entry.put("parameter", finding.parameter());
                entry.put("value", finding.value());
            }
            entry.put("text", finding.text());
        }
        return all;
    }
}
