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

    /** The group of a Maven artifact, the scope of an npm package, or nothing. */
    String group() {
        return name.contains(divider()) ? name.substring(0, name.indexOf(divider())) : "";
    }

    /** The name without its group. */
    String plainName() {
        return name.substring(name.indexOf(divider()) + 1);
    }

    private String divider() {
        return maven() ? ":" : "/";
    }

    private boolean maven() {
        return name.contains(":");
    }

    /** Its package URL. */
    String url() {
        return maven()
                ? "pkg:maven/%s/%s@%s?type=jar".formatted(group(), plainName(), version)
                : "pkg:npm/%s@%s".formatted(name.replace("@", "%40"), version);
    }

    String row() {
        return "| %s | %s | %s |\n".formatted(name, version, String.join(", ", licences));
    }
}
