package dev.otter.app.otter4;

import dev.otter.app.document.Document;
import dev.otter.app.document.Kind;
import dev.otter.app.document.Wanted;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is to be configured, and what became of everything. For one thread. */
final class Harvest {
    private final ConfigJson json;
    private final Report report = new Report();
    private final List<Wanted> wanted = new ArrayList<>();

    Harvest(ConfigJson json) {
        this.json = json;
    }

    Report report() {
        return report;
    }

    Document document() {
        return new Document(wanted);
    }

    /** Keeps a configuration, or tells why there cannot be such a one. */
    <T extends Named> Optional<T> keep(Kind kind, Subject subject, Supplier<T> make) {
        return keep(kind, subject, Optional.empty(), make);
    }

    /** The same with a password. */
    <T extends Named> Optional<T> keep(
            Kind kind, Subject subject, Optional<String> password, Supplier<T> make) {
        try {
            T config = make.get();
            wanted.add(
                    new Wanted(
                            kind, config.name(), json.tree(config), password, subject.toString()));
            report.add(Outcome.CARRIED, subject, kind.title() + " '" + config.name() + "'");
            return Optional.of(config);
        } catch (IllegalArgumentException e) {
            report.add(Outcome.LEFT_OUT, subject, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
