package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import dev.otter.model.table.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a pipeline makes of the rows of its tables, and which files belong to them. Immutable.
 *
 * @param mappings the pipeline's entries in order; empty when all rows go as they are and none has
 *     files
 * @param extensions the folder with the jars of row processors and file resolvers; empty when there
 *     is none
 */
public record TableViews(List<MappingConfig> mappings, Optional<Path> extensions) {
    public TableViews {
        mappings = Check.list("mappings", mappings);
        extensions = Check.absent(extensions);
    }

    /** All rows go as they are. */
    public static TableViews none() {
        return new TableViews(List.of(), Optional.empty());
    }

    /** The views of these entries; {@link #none} when they have none. */
    public static TableViews of(List<MappingConfig> mappings) {
        return mappings.stream().allMatch(mapping -> mapping.whole() && mapping.files().isEmpty())
                ? none()
                : new TableViews(mappings, Optional.empty());
    }

    /** Whether all rows go as they are. */
    public boolean isNone() {
        return mappings.stream().allMatch(MappingConfig::whole);
    }

    /** Whether files belong to rows of some table. */
    public boolean haveFiles() {
        return mappings.stream().anyMatch(mapping -> mapping.files().isPresent());
    }

    /** The files that belong to the rows of a table. */
    public Optional<FileRules> files(TableName source) {
        return entry(source).flatMap(MappingConfig::files);
    }

    /** The entry that decides about a table, when it changes something. */
    public Optional<MappingConfig> find(TableName source) {
        return entry(source).filter(mapping -> !mapping.whole());
    }

    /** The entry that decides about a table. */
    public Optional<MappingConfig> entry(TableName source) {
        return mappings.stream()
                .filter(mapping -> mapping.rule().source().matches(source))
                .findFirst();
    }

    /** The same with the folder of row processors and file resolvers. */
    public TableViews in(Path folder) {
        return mappings.isEmpty() ? this : new TableViews(mappings, Optional.of(folder));
    }
}
