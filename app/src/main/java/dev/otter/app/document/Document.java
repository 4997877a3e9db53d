package dev.otter.app.document;

import dev.otter.model.config.Check;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a file wants, in an order in which nothing names what comes later.
 *
 * @param things of all kinds
 */
public record Document(List<Wanted> things) {
    public Document {
        things = things.stream().sorted(Comparator.comparing(Wanted::kind)).toList();
    }

    /** One of them by its name, whose case does not count. */
    public Optional<Wanted> find(Kind kind, String name) {
        return things.stream()
                .filter(wanted ->
                        wanted.kind() == kind && Check.key(wanted.name()).equals(Check.key(name)))
                .findFirst();
    }
}
