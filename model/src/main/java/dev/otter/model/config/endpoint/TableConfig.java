package dev.otter.model.config.endpoint;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import dev.otter.model.table.TablePattern;

/**
 * A table, or a pattern of tables, of an endpoint, kept so that mappings can be made of it. A
 * pipeline uses it when one of its mappings has the same pattern on the same endpoint.
 *
 * @param name unique
 * @param description free text
 * @param endpoint where the tables are
 * @param pattern which tables
 */
public record TableConfig(String name, String description, String endpoint, TablePattern pattern)
        implements Named {
    public TableConfig {
        Check.name("a table", name);
        description = Check.text("description", description);
        Check.name("an endpoint", endpoint);
        Check.required("pattern", pattern);
        pattern.systemSchema()
                .ifPresent(schema -> {
                    throw new IllegalArgumentException(
                            "'%s' is a system schema, which is never synchronised; name another"
                                    .formatted(schema));
                });
    }
}
