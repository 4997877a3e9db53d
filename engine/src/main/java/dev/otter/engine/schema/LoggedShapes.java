package dev.otter.engine.schema;

import dev.otter.engine.change.LoggedStatement;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/** Tells how tables looked at the point of the log that is being read. For the reading thread. */
public interface LoggedShapes {

    /** The table's shape at this point; empty when it is not known. */
    Optional<TableShape> shape(TableName table);

    /**
     * The log has a statement that changes tables; what is behind it has the shapes after it.
     *
     * @param id its transaction
     * @throws dev.otter.model.error.OtterException when the change cannot be kept; waiting may help
     */
    void statement(LoggedStatement statement, TransactionId id);

    /** The tables that go with a database that the statement, which is to come, drops. */
    List<TableName> dropped(LoggedStatement statement);

    /** Knows nothing, for logs that name their columns. */
    static LoggedShapes none() {
        return new LoggedShapes() {
            @Override
            public Optional<TableShape> shape(TableName table) {
                return Optional.empty();
            }

            @Override
            public List<TableName> dropped(LoggedStatement statement) {
                return List.of();
            }

            @Override
            public void statement(LoggedStatement statement, TransactionId id) {
                // Nothing is known before or after it.
            }
        };
    }
}
