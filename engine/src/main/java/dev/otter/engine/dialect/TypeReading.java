package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.SqlRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the type of a column out of the words of its definition. Immutable. */
final class TypeReading {
    private static final Set<String> CHARS =
            Set.of("CHAR", "CHARACTER", "VARCHAR", "VARCHARACTER", "NCHAR", "NVARCHAR", "NATIONAL");
    private static final int CHARACTERS_MAX = 16_383;
    private static final int FLOAT_BITS = 24;

    private final List<SqlNode> words;
    private final SqlRules rules;
    private final String text;

    /**
     * @param words of the type proper
     * @param text the definition, for messages
     */
    TypeReading(List<SqlNode> words, SqlRules rules, String text) {
        this.words = words;
        this.rules = rules;
        this.text = text;
    }

    /**
     * The type.
     *
     * @throws HeldException when it is not known
     */
    MysqlType type() throws HeldException {
        if (words.isEmpty()) {
            throw unknown();
        }
        String first = words.getFirst().word();
        if (CHARS.contains(first)) {
            return characters(first);
        }
        return switch (first) {
            case "TINYINT", "INT1", "BOOL", "BOOLEAN" -> whole(MysqlKind.TINYINT);
            case "SMALLINT", "INT2" -> whole(MysqlKind.SMALLINT);
            case "MEDIUMINT", "INT3", "MIDDLEINT" -> whole(MysqlKind.MEDIUMINT);
            case "INT", "INTEGER", "INT4" -> whole(MysqlKind.INT);
            case "BIGINT", "INT8" -> whole(MysqlKind.BIGINT);
            case "SERIAL" -> new MysqlType(MysqlKind.BIGINT, 0, 0, true, List.of());
            case "DECIMAL", "DEC", "FIXED", "NUMERIC" ->
                    new MysqlType(
                            MysqlKind.DECIMAL, number(0, 10), number(1, 0), unsigned(), List.of());
            case "FLOAT" ->
                    floating(
                            numbers().size() == 1 && number(0, 0) > FLOAT_BITS
                                    ? MysqlKind.DOUBLE
                                    : MysqlKind.FLOAT);
            case "FLOAT4" -> floating(MysqlKind.FLOAT);
            case "DOUBLE", "FLOAT8" -> floating(MysqlKind.DOUBLE);
            case "REAL" -> floating(rules.realAsFloat() ? MysqlKind.FLOAT : MysqlKind.DOUBLE);
            case "BIT" -> MysqlType.sized(MysqlKind.BIT, number(0, 1));
            case "YEAR" -> MysqlType.plain(MysqlKind.YEAR);
            case "DATE" -> MysqlType.plain(MysqlKind.DATE);
            case "TIME" -> MysqlType.sized(MysqlKind.TIME, number(0, 0));
            case "DATETIME" -> MysqlType.sized(MysqlKind.DATETIME, number(0, 0));
            case "TIMESTAMP" -> MysqlType.sized(MysqlKind.TIMESTAMP, number(0, 0));
            default -> strings(first);
        };
    }

    private MysqlType strings(String first) throws HeldException {
        return switch (first) {
            case "BINARY" -> MysqlType.sized(MysqlKind.BINARY, number(0, 1));
            case "VARBINARY" -> MysqlType.sized(MysqlKind.VARBINARY, number(0, 1));
            case "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT", "LONG" ->
                    MysqlType.plain(binary() || has("VARBINARY") ? MysqlKind.BLOB : MysqlKind.TEXT);
            case "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB" -> MysqlType.plain(MysqlKind.BLOB);
            case "ENUM", "SET" ->
                    new MysqlType(
                            first.equals("SET") ? MysqlKind.SET : MysqlKind.ENUM,
                            0,
                            0,
                            false,
                            members());
            case "JSON" -> MysqlType.plain(rules.mariadb() ? MysqlKind.TEXT : MysqlKind.JSON);
            case "VECTOR" -> MysqlType.plain(MysqlKind.VECTOR);
            case "GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT" ->
                    MysqlType.plain(MysqlKind.GEOMETRY);
            case "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "GEOMCOLLECTION" ->
                    MysqlType.plain(MysqlKind.GEOMETRY);
            default -> throw unknown();
        };
    }

    private HeldException unknown() {
        return new HeldException(text, "has a type that is not known here");
    }

    private MysqlType characters(String first) {
        boolean varying =
                first.contains("VAR") || has("VARYING") || has("VARCHAR") || has("VARCHARACTER");
        int length = number(0, 1);
        if (binary()) {
            return MysqlType.sized(varying ? MysqlKind.VARBINARY : MysqlKind.BINARY, length);
        }
        if (length > CHARACTERS_MAX) {
            // In some character sets and modes it becomes a TEXT.
            return MysqlType.plain(MysqlKind.TEXT);
        }
        return MysqlType.sized(varying ? MysqlKind.VARCHAR : MysqlKind.CHAR, length);
    }

    private MysqlType whole(MysqlKind kind) {
        return new MysqlType(kind, 0, 0, unsigned(), List.of());
    }

    /** With two numbers values are rounded to so many digits. */
    private MysqlType floating(MysqlKind kind) {
        boolean rounded = numbers().size() == 2;
        return new MysqlType(kind, rounded ? number(0, 0) : 0, number(1, 0), unsigned(), List.of());
    }

    private boolean unsigned() {
        return has("UNSIGNED") || has("ZEROFILL");
    }

    private boolean has(String wanted) {
        return words.stream().anyMatch(word -> word.word().equals(wanted));
    }

    /** Whether the character set that is said is the one of bytes. */
    private boolean binary() {
        for (int i = 1; i < words.size(); i++) {
            String before = words.get(i - 1).word();
            if ((before.equals("SET") || before.equals("CHARSET"))
                    && words.get(i).name().equalsIgnoreCase("binary")) {
                return true;
            }
        }
        return has("BYTE");
    }

    /** The numbers in the first brackets. */
    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        boolean within = false;
        for (SqlNode word : words) {
            String said = word.text();
            if (said.equals(")")) {
                break;
            }
            if (within && said.matches("\\d{1,9}")) {
                numbers.add(Integer.parseInt(said));
            }
            within |= said.equals("(");
        }
        return numbers;
    }

    private int number(int place, int otherwise) {
        List<Integer> numbers = numbers();
        return place < numbers.size() ? numbers.get(place) : otherwise;
    }

    /** The server cuts spaces at the end of members. */
    private List<String> members() {
        List<String> members = new ArrayList<>();
        for (SqlNode word : words.subList(1, words.size())) {
            String said = word.text();
            if (said.equals(")")) {
                break;
            }
            if (SqlTexts.quoted(said, rules)) {
                members.add(SqlTexts.plain(said, rules).replaceAll(" +$", ""));
            }
        }
        return members;
    }
}
