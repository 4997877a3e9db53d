package dev.otter.engine.dialect;

import dev.otter.model.table.TableName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Adds a column to a table with rows: they get what the source gives to its own, which no row in
 * the log shows. Immutable.
 */
final class ColumnAddition {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final Dialect dialect;
    private final TableCreation creation;
    private final TableName table;
    private final TableName source;
    private final SourceRules rules;

    ColumnAddition(
            Dialect dialect,
            TableCreation creation,
            TableName table,
            TableName source,
            SourceRules rules) {
        this.dialect = dialect;
        this.creation = creation;
        this.table = table;
        this.source = source;
        this.rules = rules;
    }

    /**
     * The steps.
     *
     * @param never whether a key keeps NULL out of it
     * @throws HeldException when it cannot be told what rows that are there get
     */
    List<String> steps(MysqlColumn column, boolean never) throws HeldException {
        if (column.numbered()) {
            throw new HeldException(
                    column.text(),
                    "numbers the rows that are there in an order that the log does not tell");
        }
        if (InitialValue.zeroDate(column)) {
            throw new HeldException(
                    column.text(), "gives the rows that are there a date with a zero in it");
        }
        String name = creation.name(source, column.name());
        Optional<String> value = filling(column, never);
        Optional<String> initial = dialect.initial(column, rules);
        StringBuilder definition = new StringBuilder(dialect.quote(name));
        definition.append(' ').append(dialect.type(column));
        value.or(() -> initial).ifPresent(one -> definition.append(" DEFAULT ").append(one));
        if (never || !column.nullable() && dialect.neverNull(column)) {
            definition.append(" NOT NULL");
        }
        List<String> steps = new ArrayList<>();
        steps.add(dialect.add(table, definition.toString(), false));
        if (value.isPresent()) {
            steps.add(dialect.initial(table, name, initial));
        }
        return steps;
    }

    /** What rows that are there get, where it is not the default of those that come. */
    private Optional<String> filling(MysqlColumn column, boolean never) throws HeldException {
        if (column.initial() instanceof ColumnDefault.Now(int fraction)) {
            return Optional.of(dialect.value(column.type(), moment(column, fraction)));
        }
        boolean said = column.initial() instanceof ColumnDefault.None;
        if (!said || column.nullable() && !never) {
            return Optional.empty();
        }
        Optional<InitialValue> implied = implied(column.type());
        return implied.isPresent() && dialect.holds(column.type(), implied.get())
                ? Optional.of(dialect.value(column.type(), implied.get()))
                : Optional.empty();
    }

    /** What rows get in a column that must not be NULL and has no default. */
    private static Optional<InitialValue> implied(MysqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, YEAR ->
                    Optional.of(new InitialValue(InitialValue.Form.NUMBER, "0"));
            case BIT ->
                    Optional.of(new InitialValue(InitialValue.Form.BITS, "0".repeat(type.first())));
            case TIME -> Optional.of(new InitialValue(InitialValue.Form.SPAN, "00:00:00"));
            case CHAR, VARCHAR, TEXT, SET ->
                    Optional.of(new InitialValue(InitialValue.Form.TEXT, ""));
            case ENUM ->
                    type.members().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new InitialValue(
                                            InitialValue.Form.TEXT, type.members().getFirst()));
            case BINARY ->
                    Optional.of(
                            new InitialValue(InitialValue.Form.BYTES, "00".repeat(type.first())));
            case VARBINARY, BLOB -> Optional.of(new InitialValue(InitialValue.Form.BYTES, ""));
            case JSON -> Optional.of(new InitialValue(InitialValue.Form.TEXT, "null"));
            // A zero date, or refused: only a table without rows takes such a column.
            case DATE, DATETIME, TIMESTAMP, GEOMETRY, VECTOR -> Optional.empty();
        };
    }

    private InitialValue moment(MysqlColumn column, int fraction) throws HeldException {
        boolean zoned = column.type().kind() == MysqlKind.TIMESTAMP;
        if (rules.moment().isEmpty() || !zoned && rules.zone().isEmpty()) {
            throw new HeldException(
                    column.text(),
                    "gives the rows that are there the time of the source's statement"
                            + (zoned ? "" : " in a time zone")
                            + ", which the log does not tell");
        }
        Instant moment = rules.moment().get();
        LocalDateTime local =
                LocalDateTime.ofInstant(moment, zoned ? ZoneOffset.UTC : rules.zone().get());
        String text = MOMENT.format(local);
        int end = text.indexOf('.');
        return new InitialValue(
                zoned ? InitialValue.Form.UTC : InitialValue.Form.MOMENT,
                text.substring(0, fraction == 0 ? end : end + 1 + fraction));
    }
}
