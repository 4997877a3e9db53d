package dev.otter.engine.ddl;

import dev.otter.binlog.wire.ServerVersion;
import dev.otter.model.table.TableName;
import java.util.List;

/** What the source says of itself, as far as its statements need it. Each call may ask it. */
public interface DdlSource {

    ServerVersion version();

    /** Whether it keeps the names of tables in small letters. */
    boolean ignoreCase();

    /** Character set of a collation by its number; empty when the source has none. */
    String charset(int number);

    /** Name of a collation by its number; empty when the source has none. */
    String collation(int number);

    /** Collation of tables that are made in a database; empty when there is no such. */
    String databaseCollation(String database);

    /** Its explicit_defaults_for_timestamp. */
    boolean timestampDefaults();

    /** All its tables but the server's own. */
    List<TableName> tables();
}
