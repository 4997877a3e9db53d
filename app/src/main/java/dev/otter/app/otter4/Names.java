package dev.otter.app.otter4;

import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.config.Check;
import java.util.HashSet;
import java.util.Set;

/** Gives things of one kind names that are allowed here and different. For one thread. */
final class Names {
    private static final int LENGTH_MAX = 64;

    private final Report report;
    private final Set<String> taken = new HashSet<>();

    Names(Report report) {
        this.report = report;
    }

    /** The name that comes nearest to the one in Otter 4; tells when it is another. */
    String give(Subject subject) {
        String name = near(subject.name());
        if (!name.equals(subject.name())) {
            report.add(
                    Outcome.CHANGED,
                    subject,
                    "name",
                    subject.name(),
                    "its name here is '"
                            + name
                            + "': names are unique whatever their case and have 1 to 64 letters,"
                            + " digits, '-', '_' and '.'");
        }
        return name;
    }

    /** The same without telling. */
    String near(String wanted) {
        String plain = wanted.replaceAll("[^\\p{L}\\p{N}_.-]+", "-").replaceAll("^-+|-+$", "");
        String base = cut(plain.isEmpty() ? "x" : plain, LENGTH_MAX);
        String name = base;
        for (int i = 2; !taken.add(Check.key(name)); i++) {
            String end = "-" + i;
            name = cut(base, LENGTH_MAX - end.length()) + end;
        }
        return name;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
