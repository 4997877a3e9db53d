package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.files.FileEntries;
import dev.otter.engine.files.FileLimits;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Looks at the files of a pipeline's tables before it runs, and opens their folders. */
public final class AttachedFiles {
    private AttachedFiles() {}

    /**
     * Why a pipeline cannot start with the files of its tables; empty when it can, or has none.
     * Asks the source, opens the folders and the resolvers, and changes nothing.
     *
     * @throws OtterException when the source cannot be reached
     */
    public static Optional<OtterException> problem(Pipeline pipeline, InstantSource clock) {
        if (!pipeline.options().views().haveFiles()) {
            return Optional.empty();
        }
        try (MysqlConnection from = Endpoints.connect(pipeline.from())) {
            try {
                requireNoFullLoad(pipeline.name(), pipeline);
                StatusBoard board = new StatusBoard(clock);
                open(pipeline.name(), pipeline, FileLimits.usual(), from, board)
                        .ifPresent(FileEntries::close);
                return Optional.empty();
            } catch (OtterException e) {
                return Optional.of(e);
            }
        }
    }

    /**
     * @param name full name of the pipeline
     * @param from a connection to the source
     * @return empty when no table has files
     * @throws OtterException when files cannot be attached as it is configured
     */
    static Optional<FileEntries> open(
            String name,
            Pipeline pipeline,
            FileLimits limits,
            MysqlConnection from,
            StatusBoard board) {
        TableViews views = pipeline.options().views();
        if (!views.haveFiles()) {
            return Optional.empty();
        }
        String where = "pipeline " + name;
        requireImages(from, where);
        requireColumns(from, pipeline, where);
        long ahead = Preflight.clockAheadMillis(from, board.clock());
        return Optional.of(FileEntries.open(name, views, limits, board, ahead));
    }

    /**
     * Chunks of a full load go past the place where files join.
     *
     * @throws OtterException FILES_NOT_POSSIBLE
     */
    static void requireNoFullLoad(String name, Pipeline pipeline) {
        if (pipeline.options().snapshot() != SnapshotMode.NEVER
                && pipeline.options().views().haveFiles()) {
            throw withFullLoad("pipeline " + name);
        }
    }

    /** The refusal of a full load of tables that have files. */
    static OtterException withFullLoad(String where) {
        return new OtterException(
                ErrorCode.FILES_NOT_POSSIBLE,
                "tables have files, which a full load cannot take along yet",
                where,
                "Write 'snapshot: never'; copy rows and files that are there already by hand, or"
                        + " ask for the rows with 'otter resync', which takes their files along."
                        + " A full load that has begun must end without files.");
    }

    private static void requireImages(MysqlConnection from, String where) {
        String image = from.query("SELECT @@GLOBAL.binlog_row_image").string(0, 0);
        if (!image.toUpperCase(Locale.ROOT).startsWith("FULL")) {
            throw new OtterException(
                    ErrorCode.FILES_NOT_POSSIBLE,
                    "files belong to whole rows, and the source logs parts of them:"
                            + " binlog_row_image is "
                            + image,
                    where,
                    "Set binlog_row_image=FULL on the source, globally and in all sessions, and"
                            + " start again.");
        }
    }

    private static void requireColumns(MysqlConnection from, Pipeline pipeline, String where) {
        TableCatalog catalog = TableCatalog.of(from);
        for (TableName name : catalog.names(from)) {
            Optional<MappingConfig> entry = pipeline.options().views().entry(name);
            if (entry.flatMap(MappingConfig::files).isEmpty()
                    || pipeline.tables().target(name).isEmpty()) {
                continue;
            }
            Optional<TargetTable> table = catalog.find(from, name);
            for (String column : entry.get().files().orElseThrow().columns()) {
                if (table.isPresent() && !sends(entry.get(), table.get(), column)) {
                    throw new OtterException(
                            ErrorCode.FILES_NOT_POSSIBLE,
                            "the path of a file is to be in column %s, which the target does not"
                                            .formatted(column)
                                    + " get of "
                                    + name,
                            where,
                            "Name a column as the target gets it.");
                }
            }
        }
    }

    private static boolean sends(MappingConfig entry, TargetTable table, String column) {
        return entry.rows().set().stream().anyMatch(set -> set.column().equalsIgnoreCase(column))
                || table.columns().stream()
                        .flatMap(one -> entry.columns().target(one.name()).stream())
                        .anyMatch(column::equalsIgnoreCase);
    }
}
