package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table with a view, as it is now.
 *
 * @param source the source's table
 * @param lines the view in words
 * @param problem why the pipeline cannot start with it
 * @param target the target's table that the view leads to; empty when the entries could not be read
 */
public record ViewedTable(
        TableName source,
        List<String> lines,
        Optional<OtterException> problem,
        Optional<TableName> target) {
    public ViewedTable {
        lines = List.copyOf(lines);
    }

    /** Whether it tells of rows of one table on their way to another. */
    public boolean leads(TableName from, TableName to) {
        return source.equals(from) && target.filter(name -> !name.equals(to)).isEmpty();
    }

    /**
     * All tables in a pipeline's scope that have a view. Asks both ends and changes nothing.
     *
     * @throws OtterException when an end cannot be reached
     */
    public static List<ViewedTable> of(Pipeline pipeline) {
        if (pipeline.options().views().isNone()) {
            return List.of();
        }
        try (MysqlConnection from = Endpoints.connect(pipeline.from());
                MysqlConnection to = Endpoints.connect(pipeline.to());
                Views views = new Views(pipeline.options().views(), pipeline.name())) {
            return new ViewCheck(from, to, pipeline, views).look();
        }
    }
}
