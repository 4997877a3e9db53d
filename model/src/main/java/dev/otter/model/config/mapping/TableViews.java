package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRule;
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
        checkFiles(mappings);
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

    /** The first entry for a table that changes something. */
    public Optional<MappingConfig> find(TableName source) {
        return entries(source).stream().filter(mapping -> !mapping.whole()).findFirst();
    }

    /** The entry that leads a table's rows into this target, when it changes something. */
    public Optional<MappingConfig> find(TableName source, TableName target) {
        return entries(source).stream()
                .filter(mapping -> mapping.rule().targets(source).contains(target))
                .findFirst()
                .filter(mapping -> !mapping.whole());
    }

    /** All entries of a table: those with the pattern of the first that matches, in their order. */
    public List<MappingConfig> entries(TableName source) {
        return entry(source)
                .map(first ->
                        mappings.stream()
                                .filter(mapping -> samePattern(mapping, first))
                                .filter(mapping -> !(mapping.rule() instanceof TableRule.Leave))
                                .toList())
                .orElse(List.of());
    }

    private static boolean samePattern(MappingConfig one, MappingConfig other) {
        return one.rule().source().toString().equals(other.rule().source().toString());
    }

    /**
     * Files are copied once for a row, so that it can have one target only.
     *
     * @throws IllegalArgumentException when an entry with files is not the only one of its pattern
     */
    public static void checkFiles(List<MappingConfig> mappings) {
        for (MappingConfig mapping : mappings) {
            if (mapping.files().isPresent()
                    && mappings.stream().filter(other -> samePattern(other, mapping)).count() > 1) {
                throw new IllegalArgumentException(
                        "'%s' has files and several targets; files need one target"
                                .formatted(mapping.rule().source()));
            }
        }
    }

    /** The first entry that matches a table. */
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
