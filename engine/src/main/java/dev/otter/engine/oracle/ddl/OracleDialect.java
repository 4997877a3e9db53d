package dev.otter.engine.oracle.ddl;

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
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.model.table.TableName;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Oracle's language. What is made gets names in capitals. Stateless. */
public final class OracleDialect implements Dialect {
    private static final int NAME_BYTES = 128;

    /** Four bytes each still fit into a VARCHAR2. */
    private static final int CHARACTERS_MAX = 1000;

    private static final int MEMBER_CHARACTERS = 255;
    private static final int RAW_MAX = 2000;
    private static final int DIGITS_MAX = 38;
    private static final int LITERAL_CHARACTERS = 1000;

    @Override
    public String product() {
        return "Oracle";
    }

    @Override
    public String named(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public String quote(String name) throws HeldException {
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
            throw new HeldException(name, "is a name of more than " + NAME_BYTES + " bytes");
        }
        if (name.indexOf('"') >= 0 || name.indexOf('\0') >= 0) {
            throw new HeldException(name, "has a double quote in its name");
        }
        return OracleSql.quote(name);
    }

    @Override
    public String quote(TableName table) throws HeldException {
        return quote(table.database()) + "." + quote(table.table());
    }

    @Override
    public String indexName(TableName table, String index) {
        return ShortNames.within(named(table.table() + "_" + index), NAME_BYTES);
    }

    @Override
    public String quoteIndex(TableName table, String index) throws HeldException {
        return quote(table.database()) + "." + quote(indexName(table, index));
    }

    @Override
    public String type(MysqlColumn column) {
        return type(column.type());
    }

    private static String type(MysqlType type) {
        return switch (type.kind()) {
            case TINYINT -> "NUMBER(3)";
            case SMALLINT -> "NUMBER(5)";
            case MEDIUMINT -> "NUMBER(8)";
            case INT -> "NUMBER(10)";
            case BIGINT -> type.unsigned() ? "NUMBER(20)" : "NUMBER(19)";
            case DECIMAL ->
                    type.first() > DIGITS_MAX
                            ? "NUMBER"
                            : "NUMBER(" + type.first() + "," + type.second() + ")";
            case FLOAT -> "BINARY_FLOAT";
            case DOUBLE -> "BINARY_DOUBLE";
            case BIT -> "NUMBER(20)";
            case YEAR -> "NUMBER(4)";
            case DATE -> "DATE";
            case TIME -> "INTERVAL DAY(2) TO SECOND(" + type.first() + ")";
            case DATETIME -> "TIMESTAMP(" + type.first() + ")";
            case TIMESTAMP -> "TIMESTAMP(" + type.first() + ") WITH LOCAL TIME ZONE";
            case CHAR, VARCHAR ->
                    type.first() > CHARACTERS_MAX
                            ? "CLOB"
                            : "VARCHAR2(" + Math.max(1, type.first()) + " CHAR)";
            case ENUM -> "VARCHAR2(" + MEMBER_CHARACTERS + " CHAR)";
            case SET -> set(type);
            case TEXT, JSON -> "CLOB";
            case BINARY, VARBINARY ->
                    type.first() > RAW_MAX ? "BLOB" : "RAW(" + Math.max(1, type.first()) + ")";
            case BLOB, GEOMETRY, VECTOR -> "BLOB";
        };
    }

    private static String set(MysqlType type) {
        int longest = type.members().stream().mapToInt(member -> member.length() + 1).sum();
        return longest > CHARACTERS_MAX ? "CLOB" : "VARCHAR2(" + CHARACTERS_MAX + " CHAR)";
    }

    /** An empty text is NULL, so that no column for such texts can refuse it. */
    @Override
    public boolean neverNull(MysqlColumn column) {
        String type = type(column.type());
        return !type.startsWith("VARCHAR2") && !type.startsWith("RAW");
    }

    @Override
    public String text(String text) {
        String shorter =
                text.length() > LITERAL_CHARACTERS ? text.substring(0, LITERAL_CHARACTERS) : text;
        return OracleSql.literal(shorter);
    }

    @Override
    public Optional<MysqlType> like(TableColumn column) {
        int first = Math.max(0, column.firstArgument());
        int second = Math.max(0, column.secondArgument());
        return switch (column.dataType()) {
            case "number" ->
                    Optional.of(new MysqlType(MysqlKind.DECIMAL, first, second, false, List.of()));
            case "binary_float", "binary_double" -> Optional.of(plain(MysqlKind.DOUBLE, 0));
            case "varchar2", "nvarchar2", "clob" -> Optional.of(plain(MysqlKind.VARCHAR, first));
            case "date" -> Optional.of(plain(MysqlKind.DATE, 0));
            case "timestamp" -> Optional.of(plain(MysqlKind.DATETIME, first));
            case "timestamp with time zone", "timestamp with local time zone" ->
                    Optional.of(plain(MysqlKind.TIMESTAMP, first));
            default -> Optional.empty();
        };
    }

    private static MysqlType plain(MysqlKind kind, int first) {
        return new MysqlType(kind, first, 0, false, List.of());
    }

    /** Only large objects can be empty; what is too long for a literal is told by no expression. */
    @Override
    public boolean holds(MysqlType type, InitialValue value) {
        return switch (value.form()) {
            case TEXT, BYTES ->
                    (!value.text().isEmpty() || type(type).endsWith("LOB"))
                            && value.text().length() <= LITERAL_CHARACTERS;
            case NUMBER, BITS, DATE, MOMENT, UTC, SPAN, NOW -> true;
        };
    }

    @Override
    public String value(MysqlType type, InitialValue value) {
        String text = value.text();
        return switch (value.form()) {
            case NUMBER -> text;
            case TEXT -> text.isEmpty() ? "EMPTY_CLOB()" : OracleSql.literal(text);
            case BYTES -> bytes(type(type), text);
            case BITS -> new BigInteger(text, 2).toString();
            case DATE -> "DATE '" + text + "'";
            case MOMENT -> "TIMESTAMP '" + text + "'";
            case UTC -> "TIMESTAMP '" + text + " +00:00'";
            case SPAN -> span(text, type.first());
            case NOW ->
                    (type.kind() == MysqlKind.TIMESTAMP ? "CURRENT_TIMESTAMP" : "LOCALTIMESTAMP")
                            + "("
                            + text
                            + ")";
        };
    }

    private static String bytes(String type, String hex) {
        if (hex.isEmpty()) {
            return "EMPTY_BLOB()";
        }
        String raw = "HEXTORAW('" + hex + "')";
        return type.equals("BLOB") ? "TO_BLOB(" + raw + ")" : raw;
    }

    /** Hours beyond a day count as days. */
    private static String span(String text, int fraction) {
        boolean minus = text.startsWith("-");
        String plain = minus ? text.substring(1) : text;
        int colon = plain.indexOf(':');
        int hours = Integer.parseInt(plain.substring(0, colon));
        return "INTERVAL '%s%d %02d%s' DAY(2) TO SECOND(%d)"
                .formatted(
                        minus ? "-" : "", hours / 24, hours % 24, plain.substring(colon), fraction);
    }

    @Override
    public Optional<String> part(MysqlIndex.Part part, String column, String type)
            throws HeldException {
        String upper = type.toUpperCase(Locale.ROOT);
        if (upper.contains("LOB") || upper.startsWith("LONG") || upper.equals("JSON")) {
            return Optional.empty();
        }
        String name = quote(column);
        boolean text = upper.contains("CHAR");
        String begin =
                part.prefix() > 0 && text ? "SUBSTR(" + name + ",1," + part.prefix() + ")" : name;
        return Optional.of(begin + (part.down() ? " DESC" : ""));
    }

    /** The dictionary is asked for what rows depend on, and that are unique ones. */
    @Override
    public boolean tellsIndexes() {
        return false;
    }

    @Override
    public String actions(MysqlForeignKey key) throws HeldException {
        String onUpdate = key.onUpdate();
        if (onUpdate.equals("CASCADE") || onUpdate.startsWith("SET ")) {
            throw new HeldException(
                    key.text(), "writes rows ON UPDATE, which no key of Oracle does");
        }
        String onDelete = key.onDelete();
        return onDelete.equals("CASCADE") || onDelete.equals("SET NULL")
                ? " ON DELETE " + onDelete
                : "";
    }

    /** A schema is a user, whom somebody else has to make. */
    @Override
    public Optional<String> createSchema(TableName table) {
        return Optional.empty();
    }

    private String alter(TableName table) throws HeldException {
        return "ALTER TABLE " + quote(table) + " ";
    }

    @Override
    public String add(TableName table, String definition, boolean unlessThere)
            throws HeldException {
        return alter(table) + "ADD (" + definition + ")";
    }

    @Override
    public String drop(TableName table, String column) throws HeldException {
        return alter(table) + "DROP COLUMN " + quote(column);
    }

    @Override
    public String dropIndex(TableName table, String index) throws HeldException {
        return "DROP INDEX " + quote(table.database()) + "." + quote(index);
    }

    @Override
    public String dropPrimaryKey(TableName table, String name) throws HeldException {
        return alter(table) + "DROP PRIMARY KEY";
    }

    @Override
    public String renameIndex(TableName table, String from, String to) throws HeldException {
        return "ALTER INDEX "
                + quote(table.database())
                + "."
                + quote(from)
                + " RENAME TO "
                + quote(to);
    }

    @Override
    public List<String> rename(TableName from, TableName to) throws HeldException {
        if (!from.database().equals(to.database())) {
            throw new HeldException(
                    from + " TO " + to, "moves a table into another schema, which Oracle cannot");
        }
        return List.of(alter(from) + "RENAME TO " + quote(to.table()));
    }

    @Override
    public List<String> drop(List<TableName> tables, boolean cutForeignKeys) throws HeldException {
        List<String> statements = new ArrayList<>();
        for (TableName table : tables) {
            statements.add(
                    "DROP TABLE " + quote(table) + (cutForeignKeys ? " CASCADE CONSTRAINTS" : ""));
        }
        return statements;
    }

    @Override
    public List<String> modify(
            TableName table, TableColumn present, MysqlColumn wanted, SourceRules rules)
            throws HeldException {
        List<String> statements = new ArrayList<>();
        String column = alter(table) + "MODIFY (" + quote(present.name()) + " ";
        Optional<String> change = OracleTypeChange.of(present, wanted, type(wanted));
        if (change.isPresent()) {
            statements.add(column + change.get() + ")");
        }
        boolean optional = wanted.nullable() || !neverNull(wanted);
        if (present.nullable() != optional) {
            statements.add(column + (optional ? "NULL)" : "NOT NULL)"));
        }
        statements.add(column + "DEFAULT " + initial(wanted, rules).orElse("NULL") + ")");
        return statements;
    }

    @Override
    public String initial(TableName table, String column, Optional<String> value)
            throws HeldException {
        return alter(table) + "MODIFY (" + quote(column) + " DEFAULT " + value.orElse("NULL") + ")";
    }

    @Override
    public String copy(TableName table, TargetTable model) throws HeldException {
        return "CREATE TABLE "
                + quote(table)
                + " AS SELECT * FROM "
                + quote(model.name())
                + " WHERE 1=0";
    }
}
