package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.load.checkpoint.CheckpointTable;

/**
 * One direction between two servers: from whose log changes come, and how the other side tells
 * which of them it has. For one thread.
 *
 * @param pipeline full name of the pipeline that carries them
 * @param named whether it names transactions by GTIDs
 * @param watched what of the log matters
 */
record Way(String pipeline, boolean named, Watched watched) {

    /** How far the side that the log belongs to is. */
    SourcePoint end(MysqlConnection from) {
        return SourcePoint.read(from, named);
    }

    /** What has arrived on the other side, as the connection sees it. */
    TargetPoint arrived(MysqlConnection to) {
        return TargetPoint.read(to, new CheckpointTable(pipeline, 1), pipeline);
    }
}
