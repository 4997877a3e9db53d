package dev.otter.model.channel;

import dev.otter.model.table.TableRoute;

/**
 * One way from a source to a target.
 *
 * @param name unique within its channel
 * @param from the source
 * @param to the target
 * @param start where to begin when the target has no checkpoint yet
 * @param tables which tables, and their names on the target
 * @param options the rest, all with defaults
 */
public record Pipeline(
        String name,
        Endpoint from,
        Endpoint to,
        StartPoint start,
        TableRoute tables,
        PipelineOptions options) {

    /** The same with another source. */
    public Pipeline readingFrom(Endpoint source) {
        return new Pipeline(name, source, to, start, tables, options);
    }
}
