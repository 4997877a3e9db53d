package dev.otter.engine.schema;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.SqlRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the definition of one column as rows in the log will hold it. Immutable. */
final class ColumnReader {
    private static final Set<String> CHARS =
            Set.of("CHAR", "CHARACTER", "VARCHAR", "VARCHARACTER", "NCHAR", "NVARCHAR", "NATIONAL");

    private final SqlRules rules;
    private final String tableCharset;

    /**
     * @param rules the session's rules
     * @param tableCharset what a text column gets that names no character set
     */
    ColumnReader(SqlRules rules, String tableCharset) {
        this.rules = rules;
        this.tableCharset = tableCharset;
    }

    /** The column, empty when its type is not known here. */
    Optional<LogColumn> read(String name, SqlNode definition) {
        List<SqlNode> type = type(definition);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String first = type.getFirst().word();
        Kind kind = kind(first, type);
        if (kind == null) {
            return Optional.empty();
        }
        boolean members = kind == Kind.ENUM || kind == Kind.SET;
        return Optional.of(
                new LogColumn(
                        name,
                        new ColumnType(kind, sign(kind, first, type), 0, 0),
                        charset(kind, first, type, definition),
                        members ? members(type) : List.of(),
                        members ? "utf8mb4" : "",
                        generated(definition)));
    }

    /** Words of the type proper; what follows are the column's other properties. */
    private static List<SqlNode> type(SqlNode definition) {
        return definition.parts().isEmpty() ? List.of() : definition.parts().getFirst().words();
    }

    private Kind kind(String first, List<SqlNode> type) {
        if (CHARS.contains(first)) {
            boolean varying =
                    first.contains("VAR")
                            || has(type, "VARYING")
                            || has(type, "VARCHAR")
                            || has(type, "VARCHARACTER");
            return varying ? string(type, Kind.VARCHAR) : Kind.CHAR;
        }
        return switch (first) {
            case "TINYINT", "INT1", "BOOL", "BOOLEAN" -> Kind.TINYINT;
            case "SMALLINT", "INT2" -> Kind.SMALLINT;
            case "MEDIUMINT", "INT3", "MIDDLEINT" -> Kind.MEDIUMINT;
            case "INT", "INTEGER", "INT4" -> Kind.INT;
            case "BIGINT", "INT8", "SERIAL" -> Kind.BIGINT;
            case "DECIMAL", "DEC", "FIXED", "NUMERIC" -> Kind.DECIMAL;
            case "FLOAT" -> floating(type);
            case "FLOAT4" -> Kind.FLOAT;
            case "DOUBLE", "FLOAT8" -> Kind.DOUBLE;
            case "REAL" -> rules.realAsFloat() ? Kind.FLOAT : Kind.DOUBLE;
            case "BIT" -> Kind.BIT;
            case "YEAR" -> Kind.YEAR;
            case "DATE" -> Kind.DATE;
            case "TIME" -> Kind.TIME;
            case "DATETIME" -> Kind.DATETIME;
            case "TIMESTAMP" -> Kind.TIMESTAMP;
            case "VARBINARY" -> string(type, Kind.VARCHAR);
            case "BINARY" -> Kind.CHAR;
            case "UUID", "INET4", "INET6" -> rules.mariadb() ? Kind.CHAR : null;
            case "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT", "LONG" -> string(type, Kind.BLOB);
            case "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB" -> string(type, Kind.BLOB);
            case "ENUM" -> Kind.ENUM;
            case "SET" -> Kind.SET;
            case "JSON" -> rules.mariadb() ? Kind.BLOB : Kind.JSON;
            case "VECTOR" -> Kind.VECTOR;
            case "GEOMETRY", "POINT", "LINESTRING", "POLYGON" -> Kind.GEOMETRY;
            case "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON" -> Kind.GEOMETRY;
            case "GEOMETRYCOLLECTION", "GEOMCOLLECTION" -> Kind.GEOMETRY;
            default -> null;
        };
    }

    /** MariaDB's compressed columns are written in another form. */
    private static Kind string(List<SqlNode> type, Kind plain) {
        if (!has(type, "COMPRESSED")) {
            return plain;
        }
        return plain == Kind.BLOB ? Kind.COMPRESSED_BLOB : Kind.COMPRESSED_VARCHAR;
    }

    /** FLOAT of 25 bits and more is a DOUBLE. */
    private static Kind floating(List<SqlNode> type) {
        boolean bits = type.size() >= 4 && type.get(3).text().equals(")");
        return bits
                        && type.get(2).text().matches("\\d{1,3}")
                        && Integer.parseInt(type.get(2).text()) > 24
                ? Kind.DOUBLE
                : Kind.FLOAT;
    }

    private static Sign sign(Kind kind, String first, List<SqlNode> type) {
        if (kind == Kind.BIT || kind == Kind.ENUM || kind == Kind.SET) {
            return Sign.UNSIGNED;
        }
        if (!new ColumnType(kind, Sign.UNKNOWN, 0, 0).numeric()) {
            return Sign.UNKNOWN;
        }
        boolean unsigned = first.equals("SERIAL") || has(type, "UNSIGNED") || has(type, "ZEROFILL");
        return unsigned ? Sign.UNSIGNED : Sign.SIGNED;
    }

    private String charset(Kind kind, String first, List<SqlNode> type, SqlNode definition) {
        boolean text =
                new ColumnType(kind, Sign.UNKNOWN, 0, 0).character()
                        || kind == Kind.COMPRESSED_BLOB
                        || kind == Kind.COMPRESSED_VARCHAR;
        if (!text) {
            return "";
        }
        boolean binary =
                first.endsWith("BLOB")
                        || first.endsWith("BINARY")
                        || has(type, "VARBINARY")
                        || Set.of("UUID", "INET4", "INET6").contains(first);
        if (binary) {
            return "binary";
        }
        if (first.equals("JSON")) {
            return "utf8mb4";
        }
        List<SqlNode> words = new ArrayList<>(type);
        definition.parts("collateColumnConstraint").forEach(part -> words.addAll(part.words()));
        boolean national =
                first.equals("NCHAR") || first.equals("NVARCHAR") || first.equals("NATIONAL");
        return CharsetWords.find(words).orElse(national ? "utf8mb3" : tableCharset);
    }

    private List<byte[]> members(List<SqlNode> type) {
        List<byte[]> members = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < type.size(); i++) {
            if (type.get(i).text().equals(")")) {
                end = i;
                break;
            }
        }
        for (SqlNode word : type.subList(1, Math.max(1, end))) {
            String text = word.text();
            if (text.startsWith("'") || text.startsWith("\"")) {
                members.add(member(text).getBytes(StandardCharsets.UTF_8));
            }
        }
        return members;
    }

    /** Trailing blanks of members are cut by the server. */
    private String member(String literal) {
        char quote = literal.charAt(0);
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == quote) {
                i++;
            } else if (c == '\\' && rules.backslashes()) {
                i++;
                c = escape(literal.charAt(i));
            }
            plain.append(c);
        }
        return plain.toString().replaceAll(" +$", "");
    }

    private static char escape(char c) {
        return switch (c) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'Z' -> '\u001a';
            default -> c;
        };
    }

    private static boolean generated(SqlNode definition) {
        return definition.parts().stream().anyMatch(part -> part.is("generatedColumnConstraint"));
    }

    private static boolean has(List<SqlNode> words, String wanted) {
        return words.stream().anyMatch(word -> word.word().equals(wanted));
    }
}
