package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.transform.view.WaysInto;
import dev.otter.model.error.OtterException;
import java.util.List;

/** Which columns of a source table are read, and what becomes of their values. One thread. */
interface ReadColumns {

    /** What is read, in order. */
    List<String> expressions();

    /** The columns that the target gets, as the log would tell them. */
    SourceTable shape();

    /** Room for rows as they are read. */
    ChunkRows rows();

    /**
     * As text where the target takes that and no view changes the rows, else in the log's encoding.
     *
     * @param from a connection to the source
     * @param ways what becomes of rows on their way into the target
     * @throws OtterException TABLE_MISMATCH when values of the one cannot be written to the other;
     *     COPY_NOT_POSSIBLE when they cannot be read
     */
    static ReadColumns of(
            MysqlConnection from,
            TargetTable source,
            TargetTable target,
            CopyTarget targets,
            WaysInto ways) {
        SourceTable shape = CellShape.of(source, !targets.text());
        if (!targets.text() || ways.view(shape).isPresent()) {
            return new CellColumns(source, target, shape, ways);
        }
        boolean typedJson = from.serverVersion().mysqlAtLeast(8, 0, 4);
        return new TextColumns(
                source, target, CopyColumns.of(source, target, typedJson, targets.mariadb()));
    }
}
