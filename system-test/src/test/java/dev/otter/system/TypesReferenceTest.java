package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.ServerFeatures.JsonBytes;
import dev.otter.testkit.workload.types.EveryType;
import dev.otter.testkit.workload.types.TypeEdge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The list of types in the reference is the list that {@link TypesIT} tests. {@code
 * -Dotter.docs.write=true} writes it anew.
 */
class TypesReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "types.md");
    private static final String BEGIN = "<!-- written by TypesReferenceTest: begin -->\n";
    private static final String END = "<!-- written by TypesReferenceTest: end -->\n";

    @Test
    void reference_lists_what_is_tested() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String expected = page.substring(0, from) + list() + page.substring(to);
        if (Boolean.getBoolean("otter.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("mvnw -pl system-test -am test -Dotter.docs.write=true writes it anew")
                .isEqualTo(expected);
    }

    private static String list() {
        ServerFeatures mysql =
                new ServerFeatures(false, true, JsonBytes.BLOB, true, true, false, true);
        ServerFeatures mariadb =
                new ServerFeatures(true, false, JsonBytes.NONE, true, false, true, false);
        Map<String, Set<String>> values = values(mysql);
        Map<String, Set<String>> others = values(mariadb);
        others.keySet().removeAll(values.keySet());
        return "### MySQL and MariaDB\n\n"
                + table(values)
                + "\n### MariaDB only\n\n"
                + table(others);
    }

    private static Map<String, Set<String>> values(ServerFeatures features) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (TypeEdge edge : new EveryType("types", features).edges()) {
            values.computeIfAbsent(edge.type(), _ -> new LinkedHashSet<>()).add(edge.edge());
        }
        return values;
    }

    /** Types with the same values share a line. */
    private static String table(Map<String, Set<String>> values) {
        Map<Set<String>, List<String>> types = new LinkedHashMap<>();
        values.forEach(
                (type, edges) -> types.computeIfAbsent(edges, _ -> new ArrayList<>()).add(type));
        StringBuilder out = new StringBuilder("| types | values |\n|---|---|\n");
        types.forEach((edges, names) ->
                out.append("| ")
                        .append(cell(String.join("; ", names)))
                        .append(" | ")
                        .append(cell(String.join(" · ", edges)))
                        .append(" |\n"));
        return out.toString();
    }

    /** Texts among the values hold signs that mean something in a table. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;");
    }
}
