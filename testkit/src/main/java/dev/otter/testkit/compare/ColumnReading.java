package dev.otter.testkit.compare;

import dev.otter.testkit.compare.TableShape.Column;
import java.util.List;

/**
 * One value read of each row: an expression that brings all a column holds to bytes, so that two
 * values have the same bytes exactly when they are the same. No value passes through a character
 * set, a Java type or a time zone on its way here.
 *
 * @param name the column, and what of it
 * @param expression what to select
 * @param document a JSON text, in which a whole number of type DOUBLE may be printed in two ways
 */
record ColumnReading(String name, String expression, boolean document) {

    private static final String MEMBER_TYPES =
            """
            (SELECT GROUP_CONCAT(COALESCE(JSON_TYPE(v), 'NULL') ORDER BY n)
             FROM JSON_TABLE(JSON_EXTRACT(?, '$**.*', '$**[*]'), '$[*]'
                             COLUMNS (n FOR ORDINALITY, v JSON PATH '$')) AS members)\
            """;

    private static final String STRING_PATHS = "JSON_SEARCH(?, 'all', '%')";

    private enum Kind {
        INTEGER,
        REAL,
        TEXT,
        ENUM,
        BYTES,
        JSON,
        OPAQUE,
        OTHER
    }

    /**
     * What must be read of a column to know all of it, on its own side and on the other.
     *
     * @param jsonTypes whether both servers can tell the types of all members of a document
     */
    static List<ColumnReading> of(Column column, Column other, boolean jsonTypes) {
        String quoted = SqlNames.quoted(column.name());
        Kind kind = kind(column);
        boolean sameCharset = column.charset().equals(other.charset());
        if (kind != kind(other)) {
            return List.of(new ColumnReading(column.name(), text(quoted, false), false));
        }
        if (kind == Kind.JSON) {
            return json(column.name(), quoted, jsonTypes);
        }
        return List.of(new ColumnReading(column.name(), scalar(kind, quoted, sameCharset), false));
    }

    private static Kind kind(Column column) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "bit", "year" -> Kind.INTEGER;
            case "float", "double" -> Kind.REAL;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "set" ->
                    Kind.TEXT;
            case "enum" -> Kind.ENUM;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BYTES;
            case "json" -> Kind.JSON;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection",
                    "vector" ->
                    Kind.OPAQUE;
            default -> Kind.OTHER;
        };
    }

    private static String scalar(Kind kind, String quoted, boolean sameCharset) {
        return switch (kind) {
            // The sum sheds zero padding, whose width is the schema's matter.
            case INTEGER -> binary(quoted + " + 0");
            // A plain FLOAT is told with six digits. The product is a DOUBLE, told with as many as
            // make it come back the same, and unlike a sum it keeps the sign of a zero.
            case REAL -> binary(quoted + " * 1e0");
            case TEXT -> text(quoted, sameCharset);
            // Member 0 is what an invalid value became; it looks like a member named ''.
            case ENUM ->
                    "IF(%s + 0 = 0, '(invalid)', %s)".formatted(quoted, text(quoted, sameCharset));
            case BYTES -> quoted;
            case OPAQUE -> "HEX(" + quoted + ")";
            case JSON, OTHER -> binary(quoted);
        };
    }

    /**
     * Dates, decimals and opaque values inside a document look like strings and numbers in its
     * text. Where a document can be laid out as a table, the types of all its members are told.
     * Where not, on 5.7, the search finds true strings only, so its list of paths tells them from
     * the others.
     */
    private static List<ColumnReading> json(String name, String quoted, boolean jsonTypes) {
        String inside = jsonTypes ? MEMBER_TYPES : STRING_PATHS;
        String types =
                "CONCAT(JSON_TYPE(%s), ' ', COALESCE(%s, ''))"
                        .formatted(quoted, inside.replace("?", quoted));
        return List.of(
                new ColumnReading(name, binary(quoted), true),
                new ColumnReading(name + " (types inside)", types, false));
    }

    private static String text(String quoted, boolean sameCharset) {
        return binary(sameCharset ? quoted : "CONVERT(" + quoted + " USING utf8mb4)");
    }

    private static String binary(String expression) {
        return "CONVERT(" + expression + " USING binary)";
    }
}
