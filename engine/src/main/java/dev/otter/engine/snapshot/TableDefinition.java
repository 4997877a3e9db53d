package dev.otter.engine.snapshot;

import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source's table as statements for the target: one that makes it, and one that completes it when
 * the rows are there.
 *
 * <p>For afterwards are kept plain indexes, because it is cheaper to build one than to keep it up,
 * and foreign keys whose rows the server does not write by itself. Unique keys are not: they tell
 * which rows depend on each other. Nor those that cascade: they have to do so from the first row
 * on, because the source's log does not show it. Nor what these, an automatic number or another
 * table's foreign key need. Immutable.
 *
 * @param create makes the table, if it is not there
 * @param afterwards completes it, a line for each clause; empty for nothing
 */
record TableDefinition(String create, String afterwards) {
    private static final Pattern REFERENCES =
            Pattern.compile(" REFERENCES (?:(`(?:[^`]|``)+`)\\.)?(`(?:[^`]|``)+`) ");
    private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)+)`");
    private static final Pattern CASCADING =
            Pattern.compile(" ON (?:DELETE|UPDATE) (?:CASCADE|SET NULL|SET DEFAULT)");
    private static final Pattern NUMBERED =
            Pattern.compile("`((?:[^`]|``)+)` .* AUTO_INCREMENT\\b.*");

    /**
     * @param ddl what SHOW CREATE TABLE gives on the source
     * @param source name of the table there
     * @param target name that it gets
     * @param route where tables go to which foreign keys refer; those out of scope are left out
     * @param referred lists of columns that must keep an index
     */
    static TableDefinition of(
            String ddl,
            TableName source,
            TableName target,
            TableRoute route,
            Set<List<String>> referred) {
        String begin = "CREATE TABLE " + TableName.quote(source.table()) + " ";
        int bracket = ddl.startsWith(begin) ? begin.length() : ddl.indexOf('(');
        List<String> lines = List.of(ddl.substring(bracket).split("\n"));
        List<List<String>> needed = needed(lines, referred);
        List<String> kept = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (String line : lines) {
            String clause = clause(line);
            if (clause.startsWith("CONSTRAINT ") && clause.contains(" FOREIGN KEY ")) {
                boolean cascades = CASCADING.matcher(clause).find();
                referring(line, source, route)
                        .ifPresent(own -> {
                            if (cascades) {
                                kept.add(own);
                            } else {
                                later.add("ADD " + clause(own));
                            }
                        });
            } else if (clause.startsWith("KEY `") && unneeded(clause, needed)) {
                later.add("ADD " + clause);
            } else {
                kept.add(line);
            }
        }
        withoutLastComma(kept);
        return new TableDefinition(
                "CREATE TABLE IF NOT EXISTS " + target.quoted() + " " + String.join("\n", kept),
                later.isEmpty()
                        ? ""
                        : "ALTER TABLE " + target.quoted() + "\n" + String.join(",\n", later));
    }

    private static String clause(String line) {
        String clause = line.strip();
        return clause.endsWith(",") ? clause.substring(0, clause.length() - 1) : clause;
    }

    /** Columns that must stand in front of an index from the beginning. */
    private static List<List<String>> needed(List<String> lines, Set<List<String>> referred) {
        List<List<String>> needed = new ArrayList<>(referred);
        for (String line : lines) {
            String clause = clause(line);
            Matcher numbered = NUMBERED.matcher(clause);
            if (numbered.matches()) {
                needed.add(List.of(numbered.group(1)));
            } else if (clause.contains(" FOREIGN KEY ") && CASCADING.matcher(clause).find()) {
                String columns = clause.substring(clause.indexOf(" FOREIGN KEY "));
                needed.add(names(columns.substring(0, columns.indexOf(')') + 1)));
            }
        }
        return needed;
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            names.add(name.group(1).replace("``", "`"));
        }
        return names;
    }

    private static boolean unneeded(String clause, List<List<String>> needed) {
        List<String> all = lower(names(clause));
        List<String> columns = all.subList(1, all.size());
        return needed.stream()
                .map(TableDefinition::lower)
                .noneMatch(first ->
                        columns.size() >= first.size()
                                && columns.subList(0, first.size()).equals(first));
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static void withoutLastComma(List<String> lines) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i + 1).startsWith(")") && lines.get(i).endsWith(",")) {
                lines.set(i, lines.get(i).substring(0, lines.get(i).length() - 1));
            }
        }
    }

    private static Optional<String> referring(String line, TableName source, TableRoute route) {
        Matcher reference = REFERENCES.matcher(line);
        if (!reference.find()) {
            return Optional.of(line);
        }
        String database =
                reference.group(1) == null ? source.database() : plain(reference.group(1));
        return route.target(new TableName(database, plain(reference.group(2))))
                .map(parent ->
                        line.substring(0, reference.start())
                                + " REFERENCES "
                                + parent.quoted()
                                + " "
                                + line.substring(reference.end()));
    }

    private static String plain(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("``", "`");
    }
}
