package dev.otter.engine.snapshot;

/**
 * How the statements that keep the record of a full load are spelled for one kind of target; all
 * else in them is SQL that every kind understands. Immutable.
 */
public interface RecordSql {
    /** MySQL and MariaDB. */
    RecordSql MYSQL = new Mysql();

    /** A table of ours, such as {@code retl_snapshot}. */
    String table(String name);

    /** A text as a literal. */
    String text(String value);

    /** Spelling of MySQL and MariaDB. */
    final class Mysql implements RecordSql {
        @Override
        public String table(String name) {
            return "`retl`.`" + name + "`";
        }

        @Override
        public String text(String value) {
            return CopyRecord.text(value);
        }
    }
}
