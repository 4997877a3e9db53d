package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.TableConfig;
import dev.otter.model.table.TablePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables that mappings refer to. For one thread. */
final class TableTranslation {
    private final Otter4Store store;
    private final Harvest harvest;
    private final Map<Long, EndpointConfig> endpoints;
    private final Map<Long, Media> media = new HashMap<>();

    TableTranslation(Otter4Store store, Harvest harvest, Map<Long, EndpointConfig> endpoints) {
        this.store = store;
        this.harvest = harvest;
        this.endpoints = endpoints;
    }

    /**
     * A table, or many, of a database.
     *
     * @param id its number there
     * @param names schema and table
     * @param endpoint the database
     */
    record Media(long id, TableNames names, EndpointConfig endpoint) {}

    /** By their numbers there. */
    Map<Long, Media> media() {
        return media;
    }

    void run() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("DATA_MEDIA")) {
            TableNames table = new TableNames(row.text("NAMESPACE"), row.text("NAME"));
            Subject subject = new Subject("data table", table.toString());
            EndpointConfig endpoint = endpoints.get(row.number("DATA_MEDIA_SOURCE_ID"));
            if (endpoint == null) {
                harvest.report()
                        .add(Outcome.LEFT_OUT, subject, "its data source was not carried over");
                continue;
            }
            media.put(row.id(), new Media(row.id(), table, endpoint));
            List<String> patterns = patterns(subject, table);
            for (String pattern : patterns) {
                harvest.keep(
                        Kind.TABLE,
                        subject,
                        () ->
                                new TableConfig(
                                        names.near(endpoint.name() + "." + pattern),
                                        "",
                                        endpoint.name(),
                                        TablePattern.parse(pattern)));
            }
            Parameters parameters =
                    new Parameters(subject, row.text("PROPERTIES"), harvest.report());
            parameters.notNeeded("each column's character set is known from the server", "encode");
            parameters.known("namespace", "source", "mode", "namespaceMode", "nameMode");
            parameters.rest();
        }
    }

    private List<String> patterns(Subject subject, TableNames table) {
        try {
            List<String> patterns = table.sources();
            if (patterns.size() > 1 || !patterns.getFirst().equals(table.toString())) {
                harvest.report()
                        .add(
                                Outcome.CHANGED,
                                subject,
                                "name",
                                table.toString(),
                                "written as " + String.join(", ", patterns));
            }
            return patterns;
        } catch (IllegalArgumentException e) {
            harvest.report()
                    .add(
                            Outcome.LEFT_OUT,
                            subject,
                            "name",
                            table.toString(),
                            e.getMessage() + "; write a mapping with * or [0-9] by hand");
            return List.of();
        }
    }
}
