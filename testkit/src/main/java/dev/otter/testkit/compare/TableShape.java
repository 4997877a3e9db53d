package dev.otter.testkit.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a table is made.
 *
 * @param facets the table's own properties by name
 * @param columns its columns in their order
 * @param indexes its indexes by name, each in words
 * @param primaryKey the columns of its primary key in their order; empty when it has none
 */
record TableShape(
        Map<String, String> facets,
        List<Column> columns,
        Map<String, String> indexes,
        List<String> primaryKey) {

    /**
     * A column.
     *
     * @param name its name
     * @param dataType its type without length, in lower case
     * @param columnType its whole type
     * @param charset its character set, if it has one
     * @param facets what of it must agree, by name
     */
    record Column(
            String name,
            String dataType,
            String columnType,
            Optional<String> charset,
            Map<String, String> facets) {

        Column {
            facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
        }
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
    }
}
