package dev.otter.app.config;

import java.util.List;

/**
 * Where the parts of a pipeline stand, each as {@code file:line:column}.
 *
 * @param pipeline the pipeline itself
 * @param from the definition of its source
 * @param to the definition of its target
 * @param tables the entries of its list of tables, in their order
 */
public record Places(String pipeline, String from, String to, List<String> tables) {
    public Places {
        tables = List.copyOf(tables);
    }
}
