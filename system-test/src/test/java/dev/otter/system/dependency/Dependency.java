package dev.otter.system.dependency;

import java.util.Comparator;
import java.util.List;

/**
 * Something of others that is used.
 *
 * @param name {@code group:artifact} of Maven or the name of an npm package
 * @param version its version
 * @param licences SPDX identifiers; several where there is a choice or parts differ
 * @param product whether it is in the packages; otherwise only in builds, tests or benchmarks
 */
record Dependency(String name, String version, List<String> licences, boolean product)
        implements Comparable<Dependency> {
    private static final Comparator<Dependency> ORDER =
            Comparator.comparing(Dependency::name).thenComparing(Dependency::version);

    Dependency {
        licences = List.copyOf(licences);
    }

    @Override
    public int compareTo(Dependency other) {
        return ORDER.compare(this, other);
    }

    String row() {
        return "| %s | %s | %s |\n".formatted(name, version, String.join(", ", licences));
    }
}
