package dev.otter.engine.load;

import dev.otter.engine.load.access.AccessReader;

/**
 * What a loader works with.
 *
 * @param progress where this run begins
 * @param access works out what transactions touch
 * @param missing fits rows to tables that lack columns
 * @param schema is asked about changes of schema
 */
record LoadTools(
        Progress progress, AccessReader access, MissingColumns missing, SchemaGuard schema) {}
