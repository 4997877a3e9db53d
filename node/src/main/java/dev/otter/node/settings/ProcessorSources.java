package dev.otter.node.settings;

import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;

/**
 * Whether sources of row processors may run on this node: they come from the manager, and run with
 * the rights of the process.
 *
 * @param allowed whether they may
 */
public record ProcessorSources(boolean allowed) {

    /**
     * Refuses entries with such a source where none may run.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED
     */
    public void require(List<MappingConfig> mappings, String where) {
        if (allowed) {
            return;
        }
        mappings.stream()
                .filter(mapping -> mapping.rows().processor().filter(RowRules::source).isPresent())
                .findFirst()
                .ifPresent(mapping -> {
                    throw new OtterException(
                            ErrorCode.OPTION_NOT_SUPPORTED,
                            "the entry of %s has a row processor as a source, and this node compiles"
                                            .formatted(mapping.rule().source())
                                    + " none (otter.node.compileProcessors is false)",
                            where,
                            "Put its jar into the folder 'extend' of the node and name the class,"
                                    + " or let the node compile sources.");
                });
    }
}
