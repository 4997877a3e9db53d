package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the definition of a column. What matters to the source alone is passed over: character
 * sets, places, storage, visibility, conditions, and what an UPDATE sets by itself. One use.
 */
final class ColumnReading {
    private static final Set<String> PASSED_OVER =
            Set.of(
                    "formatColumnConstraint",
                    "storageColumnConstraint",
                    "visibilityColumnConstraint",
                    "invisibilityColumnConstraint",
                    "collateColumnConstraint",
                    "checkColumnConstraint",
                    "sridColumnConstraint",
                    "clusteringKeyColumnConstraint");
    private static final Set<String> NOW =
            Set.of("CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP");
    private static final int INLINE_REFERENCES = 90_000;

    private final SourceRules rules;
    private final String name;
    private final SqlNode definition;
    private final String text;
    private Optional<Boolean> nullable = Optional.empty();
    private ColumnDefault initial = new ColumnDefault.None();
    private boolean numbered;
    private String comment = "";
    private MysqlColumn.Key key = MysqlColumn.Key.NONE;

    private ColumnReading(SourceRules rules, String name, SqlNode definition) {
        this.rules = rules;
        this.name = name;
        this.definition = definition;
        this.text = name + " " + definition.text();
    }

    /**
     * The column.
     *
     * @param definition a node {@code columnDefinition}
     * @throws HeldException when a part of it cannot be carried over
     */
    static MysqlColumn read(SourceRules rules, String name, SqlNode definition)
            throws HeldException {
        return new ColumnReading(rules, name, definition).column();
    }

    private MysqlColumn column() throws HeldException {
        List<SqlNode> parts = definition.parts();
        List<SqlNode> words = parts.isEmpty() ? List.of() : parts.getFirst().words();
        MysqlType type = new TypeReading(words, rules.sql(), text).type();
        if (!words.isEmpty() && words.getFirst().word().equals("SERIAL")) {
            serial();
        }
        for (SqlNode part : parts.subList(Math.min(1, parts.size()), parts.size())) {
            follow(part);
        }
        boolean implied =
                key == MysqlColumn.Key.PRIMARY
                        // So servers take it that do not know explicit_defaults_for_timestamp.
                        || type.kind() == MysqlKind.TIMESTAMP && !rules.timestampDefaults();
        boolean optional = nullable.orElse(!implied);
        return new MysqlColumn(name, type, optional, initial, numbered, comment, key, text);
    }

    private void serial() {
        nullable = Optional.of(false);
        numbered = true;
        key = MysqlColumn.Key.UNIQUE;
    }

    private void follow(SqlNode part) throws HeldException {
        switch (part.kind()) {
            case "nullColumnConstraint" -> nullable = Optional.of(!part.word().startsWith("NOT"));
            case "defaultColumnConstraint" ->
                    initial =
                            initial(
                                    part.part("defaultValue")
                                            .map(SqlNode::words)
                                            .orElse(part.words()),
                                    part.text());
            case "autoIncrementColumnConstraint" -> numbered |= !part.word().startsWith("ON");
            case "primaryKeyColumnConstraint" -> key = MysqlColumn.Key.PRIMARY;
            case "uniqueKeyColumnConstraint" -> key = MysqlColumn.Key.UNIQUE;
            case "commentColumnConstraint" ->
                    comment = SqlTexts.plain(part.words().getLast().text(), rules.sql());
            case "serialDefaultColumnConstraint" -> serial();
            case "generatedColumnConstraint" ->
                    throw new HeldException(
                            text, "is a generated column: its expression is the source's SQL");
            case "referenceColumnConstraint" -> requireIgnored(part);
            default -> {
                if (!PASSED_OVER.contains(part.kind())) {
                    throw new HeldException(text, "has a part that is not understood");
                }
            }
        }
    }

    /** Older servers read REFERENCES in a column's definition and make nothing of it. */
    private void requireIgnored(SqlNode part) throws HeldException {
        if (rules.sql().mariadb() || rules.sql().version() >= INLINE_REFERENCES) {
            throw new HeldException(
                    part.text(), "makes a foreign key within a column's definition");
        }
    }

    private ColumnDefault initial(List<SqlNode> words, String clause) throws HeldException {
        return initial(rules, words, clause);
    }

    /**
     * What the words behind DEFAULT say.
     *
     * @param clause for messages
     */
    static ColumnDefault initial(SourceRules rules, List<SqlNode> words, String clause)
            throws HeldException {
        String first = words.isEmpty() ? "" : words.getFirst().word();
        if (first.equals("NULL")) {
            return new ColumnDefault.Null();
        }
        if (NOW.contains(first)) {
            return new ColumnDefault.Now(fraction(words));
        }
        if (words.size() == 1 && (first.equals("TRUE") || first.equals("FALSE"))) {
            return new ColumnDefault.Amount(
                    first.equals("TRUE") ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        StringBuilder joined = new StringBuilder();
        words.forEach(word -> joined.append(word.text()));
        String text = joined.toString();
        Optional<BigDecimal> number = SourceRules.number(text);
        if (number.isPresent()) {
            return new ColumnDefault.Amount(number.get());
        }
        Optional<ColumnDefault> bytes = bytes(text);
        if (bytes.isPresent()) {
            return bytes.get();
        }
        StringBuilder plain = new StringBuilder();
        for (SqlNode word : words) {
            if (!SqlTexts.quoted(word.text(), rules.sql())) {
                throw new HeldException(clause, "is a default that is worked out by the source");
            }
            plain.append(SqlTexts.plain(word.text(), rules.sql()));
        }
        return new ColumnDefault.Text(plain.toString());
    }

    private static int fraction(List<SqlNode> words) {
        for (int i = 1; i + 1 < words.size() && !words.get(i).word().equals("ON"); i++) {
            if (words.get(i).text().matches("\\d")) {
                return Integer.parseInt(words.get(i).text());
            }
        }
        return 0;
    }

    private static Optional<ColumnDefault> bytes(String text) {
        String low = text.toLowerCase(Locale.ROOT);
        if (low.matches("0x([0-9a-f]{2})+")) {
            return Optional.of(new ColumnDefault.Bytes(low.substring(2)));
        }
        if (low.matches("x'([0-9a-f]{2})*'")) {
            return Optional.of(new ColumnDefault.Bytes(low.substring(2, low.length() - 1)));
        }
        if (low.matches("b'[01]{1,64}'") || low.matches("0b[01]{1,64}")) {
            String bits = low.substring(2).replace("'", "");
            byte[] value = new BigInteger(bits, 2).toByteArray();
            return Optional.of(new ColumnDefault.Bytes(HexFormat.of().formatHex(value)));
        }
        return Optional.empty();
    }
}
