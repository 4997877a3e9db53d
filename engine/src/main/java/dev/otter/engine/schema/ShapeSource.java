package dev.otter.engine.schema;

import dev.otter.binlog.wire.ServerVersion;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the source says of itself now. Each call may ask it. */
public interface ShapeSource {

    /** All its tables but the server's own. */
    List<TableName> tables();

    /** How those of the tables look that exist and whose types are known. */
    Map<TableName, TableShape> shapes(Collection<TableName> tables);

    /** The end of its log. */
    Checkpoint end();

    /** Character set of tables that are made in a database; empty when there is no such. */
    Optional<String> databaseCharset(String database);

    /** Character set of a collation by its number; empty when the source has none. */
    String charset(int number);

    ServerVersion version();

    /** Whether it keeps the names of tables in small letters. */
    boolean ignoreCase();
}
