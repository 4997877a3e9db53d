package dev.otter.engine.postgresql.ddl;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.dialect.Dialect;
import dev.otter.engine.dialect.HeldException;
import dev.otter.engine.dialect.InitialValue;
import dev.otter.engine.dialect.MysqlColumn;
import dev.otter.engine.dialect.MysqlForeignKey;
import dev.otter.engine.dialect.MysqlIndex;
import dev.otter.engine.dialect.MysqlKind;
import dev.otter.engine.dialect.MysqlType;
import dev.otter.engine.dialect.ShortNames;
import dev.otter.engine.dialect.SourceRules;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's language. Names are spelled as on the source. Stateless. */
public final class PostgresDialect implements Dialect {
    /** Bytes of a name; longer ones would be cut without an error. */
    private static final int NAME_BYTES = 63;

    private static final int VARCHAR_MAX = 10_485_760;

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String named(String name) {
        return name;
    }

    @Override
    public String quote(String name) throws HeldException {
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
            throw new HeldException(name, "is a name of more than " + NAME_BYTES + " bytes");
        }
        return PostgresSql.quote(name);
    }

    @Override
    public String quote(TableName table) throws HeldException {
        return quote(table.database()) + "." + quote(table.table());
    }

    @Override
    public String indexName(TableName table, String index) {
        return ShortNames.within(table.table() + "_" + index, NAME_BYTES);
    }

    @Override
    public String quoteIndex(TableName table, String index) {
        return PostgresSql.quote(indexName(table, index));
    }

    @Override
    public String type(MysqlColumn column) {
        MysqlType type = column.type();
        return switch (type.kind()) {
            case TINYINT, YEAR -> "smallint";
            case SMALLINT -> type.unsigned() ? "integer" : "smallint";
            case MEDIUMINT -> "integer";
            case INT -> type.unsigned() ? "bigint" : "integer";
            case BIGINT -> type.unsigned() ? "numeric(20,0)" : "bigint";
            case DECIMAL -> "numeric(" + type.first() + "," + type.second() + ")";
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case BIT -> "bit(" + type.first() + ")";
            case DATE -> "date";
            case TIME -> "interval(" + type.first() + ")";
            case DATETIME -> "timestamp(" + type.first() + ") without time zone";
            case TIMESTAMP -> "timestamp(" + type.first() + ") with time zone";
            case CHAR, VARCHAR ->
                    type.first() < 1 || type.first() > VARCHAR_MAX
                            ? "text"
                            : "character varying(" + type.first() + ")";
            case TEXT, ENUM, SET -> "text";
            case BINARY, VARBINARY, BLOB, GEOMETRY, VECTOR -> "bytea";
            case JSON -> "jsonb";
        };
    }

    @Override
    public boolean neverNull(MysqlColumn column) {
        return true;
    }

    @Override
    public String text(String text) {
        return PostgresSql.literal(text);
    }

    @Override
    public Optional<MysqlType> like(TableColumn column) {
        int first = Math.max(0, column.firstArgument());
        Optional<MysqlKind> kind =
                switch (column.dataType()) {
                    case "int2", "int4", "int8" -> Optional.of(MysqlKind.BIGINT);
                    case "numeric" -> Optional.of(first > 0 ? MysqlKind.DECIMAL : MysqlKind.DOUBLE);
                    case "float4", "float8" -> Optional.of(MysqlKind.DOUBLE);
                    case "varchar", "text" -> Optional.of(MysqlKind.VARCHAR);
                    case "date" -> Optional.of(MysqlKind.DATE);
                    case "interval" -> Optional.of(MysqlKind.TIME);
                    case "timestamp" -> Optional.of(MysqlKind.DATETIME);
                    case "timestamptz" -> Optional.of(MysqlKind.TIMESTAMP);
                    case "bit" -> Optional.of(MysqlKind.BIT);
                    default -> Optional.empty();
                };
        return kind.map(one ->
                new MysqlType(one, first, Math.max(0, column.secondArgument()), false, List.of()));
    }

    @Override
    public boolean holds(MysqlType type, InitialValue value) {
        return value.text().indexOf('\0') < 0;
    }

    @Override
    public String value(MysqlType type, InitialValue value) {
        return switch (value.form()) {
            case NUMBER, TEXT, DATE, MOMENT, SPAN -> PostgresSql.literal(value.text());
            case BYTES -> "'\\x" + value.text() + "'";
            case BITS -> "B'" + value.text() + "'";
            case UTC -> "'" + value.text() + "+00'";
            case NOW ->
                    (type.kind() == MysqlKind.TIMESTAMP ? "CURRENT_TIMESTAMP" : "LOCALTIMESTAMP")
                            + "("
                            + value.text()
                            + ")";
        };
    }

    @Override
    public Optional<String> part(MysqlIndex.Part part, String column, String type)
            throws HeldException {
        if (type.equals("json")) {
            return Optional.empty();
        }
        String name = quote(column);
        String order = part.down() ? " DESC" : "";
        if (part.prefix() == 0) {
            return Optional.of(name + order);
        }
        String begin =
                type.equals("bytea")
                        ? "(substring(" + name + " from 1 for " + part.prefix() + "))"
                        : "(left(" + name + ", " + part.prefix() + "))";
        return Optional.of(begin + order);
    }

    @Override
    public boolean tellsIndexes() {
        return true;
    }

    @Override
    public String actions(MysqlForeignKey key) {
        return action(" ON DELETE ", key.onDelete()) + action(" ON UPDATE ", key.onUpdate());
    }

    /** RESTRICT is what MySQL makes of nothing and of NO ACTION. */
    private static String action(String event, String action) {
        return action.equals("CASCADE") || action.equals("SET NULL") ? event + action : "";
    }

    @Override
    public Optional<String> createSchema(TableName table) throws HeldException {
        return Optional.of("CREATE SCHEMA IF NOT EXISTS " + quote(table.database()));
    }

    @Override
    public String add(TableName table, String definition, boolean unlessThere)
            throws HeldException {
        return alter(table) + "ADD COLUMN " + (unlessThere ? "IF NOT EXISTS " : "") + definition;
    }

    private String alter(TableName table) throws HeldException {
        return "ALTER TABLE " + quote(table) + " ";
    }

    @Override
    public String drop(TableName table, String column) throws HeldException {
        return alter(table) + "DROP COLUMN " + quote(column);
    }

    @Override
    public String dropIndex(TableName table, String index) throws HeldException {
        return "DROP INDEX " + quote(new TableName(table.database(), index));
    }

    @Override
    public String dropPrimaryKey(TableName table, String name) throws HeldException {
        return alter(table) + "DROP CONSTRAINT " + quote(name);
    }

    @Override
    public String renameIndex(TableName table, String from, String to) throws HeldException {
        return "ALTER INDEX "
                + quote(new TableName(table.database(), from))
                + " RENAME TO "
                + quote(to);
    }

    /** Into another schema by a name in between, which nothing else has. */
    @Override
    public List<String> rename(TableName from, TableName to) throws HeldException {
        if (from.database().equals(to.database())) {
            return List.of(alter(from) + "RENAME TO " + quote(to.table()));
        }
        String between = ShortNames.within("otter_moves_" + from + "_to_" + to, NAME_BYTES);
        return List.of(
                "CREATE SCHEMA IF NOT EXISTS " + quote(to.database()),
                alter(from) + "RENAME TO " + quote(between),
                alter(new TableName(from.database(), between))
                        + "SET SCHEMA "
                        + quote(to.database()),
                alter(new TableName(to.database(), between)) + "RENAME TO " + quote(to.table()));
    }

    @Override
    public List<String> drop(List<TableName> tables, boolean cutForeignKeys) throws HeldException {
        List<String> names = new ArrayList<>();
        for (TableName table : tables) {
            names.add(quote(table));
        }
        // In one statement keys between the tables do not matter; views of other people do.
        return List.of("DROP TABLE " + String.join(", ", names));
    }

    @Override
    public List<String> modify(
            TableName table, TableColumn present, MysqlColumn wanted, SourceRules rules)
            throws HeldException {
        String column = alter(table) + "ALTER COLUMN " + quote(present.name()) + " ";
        List<String> statements = new ArrayList<>();
        Optional<String> change = TypeChange.of(present, wanted, type(wanted));
        Optional<String> initial = initial(wanted, rules);
        if (change.isPresent()) {
            // A default of the old type need not have a meaning in the new one.
            statements.add(column + "DROP DEFAULT");
            statements.add(column + "TYPE " + change.get());
        }
        if (present.nullable() == !wanted.nullable()) {
            statements.add(column + (wanted.nullable() ? "DROP NOT NULL" : "SET NOT NULL"));
        }
        statements.add(
                column + initial.map(value -> "SET DEFAULT " + value).orElse("DROP DEFAULT"));
        return statements;
    }

    @Override
    public String initial(TableName table, String column, Optional<String> value)
            throws HeldException {
        return alter(table)
                + "ALTER COLUMN "
                + quote(column)
                + value.map(text -> " SET DEFAULT " + text).orElse(" DROP DEFAULT");
    }

    @Override
    public String copy(TableName table, TargetTable model) throws HeldException {
        return "CREATE TABLE "
                + quote(table)
                + " (LIKE "
                + quote(model.name())
                + " INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING GENERATED INCLUDING COMMENTS"
                + " INCLUDING STORAGE)";
    }
}
