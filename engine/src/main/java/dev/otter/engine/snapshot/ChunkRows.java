package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.RowConsumer;

/** Rows of one chunk after the other, as they come, in the form in which they are handed on. */
interface ChunkRows extends RowConsumer {

    /** Bytes gathered. */
    int bytes();

    /** What was gathered; then it begins anew. */
    ReadChunk.Rows take();
}
