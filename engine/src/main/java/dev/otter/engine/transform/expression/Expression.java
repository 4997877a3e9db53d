package dev.otter.engine.transform.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A compiled expression over rows of one source shape. NULL that reaches an operator or function
 * makes the result NULL, unless the language can answer without it.
 */
public final class Expression {
    /** Bytes of a row that one evaluation may read, each time a column is written counting. */
    public static final long COST_MAX = 16L << 20;

    private static final int PRECISION_MAX = 65;
    private static final int MICROS = 6;

    private final String what;
    private final String text;
    private final SourceTable table;
    private final CelRuntime.Program program;
    private final CelType type;
    private final OptionalInt plainColumn;

    /** A column as often as the expression names it. */
    private final int[] reads;

    Expression(
            String what,
            String text,
            SourceTable table,
            CelAbstractSyntaxTree tree,
            CelRuntime.Program program) {
        this.what = what;
        this.text = text;
        this.table = table;
        this.program = program;
        this.type = tree.getResultType();
        List<Integer> columns = new ArrayList<>();
        for (CelReference reference : tree.getReferenceMap().values()) {
            column(table, reference.name()).ifPresent(columns::add);
        }
        this.reads = columns.stream().mapToInt(Integer::intValue).toArray();
        boolean plain = tree.getExpr().exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT;
        this.plainColumn =
                plain && reads.length == 1 ? OptionalInt.of(reads[0]) : OptionalInt.empty();
    }

    private static Optional<Integer> column(SourceTable table, String name) {
        return IntStream.range(0, table.columns().size())
                .filter(i -> name.equals(RowScope.ROW + table.columns().get(i).name()))
                .boxed()
                .findFirst();
    }

    /** The expression as it was written. */
    public String text() {
        return text;
    }

    /** The source column that the expression is, when it is nothing but a column. */
    public OptionalInt plainColumn() {
        return plainColumn;
    }

    /** Whether the result depends on the row. */
    public boolean readsRow() {
        return reads.length > 0;
    }

    String type() {
        return CelTypes.format(type);
    }

    boolean words() {
        return type.kind() == CelKind.STRING;
    }

    boolean truth() {
        return type.kind() == CelKind.BOOL;
    }

    /** The column that holds all its results; empty when none does. */
    public Optional<LogColumn> column(String name) {
        return switch (type.kind()) {
            case BOOL, NULL_TYPE -> Optional.of(number(name, Kind.TINYINT, Sign.SIGNED));
            case INT -> Optional.of(number(name, Kind.BIGINT, Sign.SIGNED));
            case UINT -> Optional.of(number(name, Kind.BIGINT, Sign.UNSIGNED));
            case DOUBLE -> Optional.of(number(name, Kind.DOUBLE, Sign.SIGNED));
            case STRING -> Optional.of(string(name, "utf8mb4"));
            case BYTES -> Optional.of(string(name, "binary"));
            case TIMESTAMP ->
                    Optional.of(
                            LogColumn.plain(
                                    name,
                                    new ColumnType(Kind.DATETIME, Sign.UNKNOWN, 0, fraction())));
            case OPAQUE ->
                    type.equals(ValueBridge.DECIMAL)
                            ? Optional.of(
                                    LogColumn.plain(
                                            name,
                                            new ColumnType(
                                                    Kind.DECIMAL,
                                                    Sign.SIGNED,
                                                    PRECISION_MAX,
                                                    decimals())))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static LogColumn number(String name, Kind kind, Sign sign) {
        return LogColumn.plain(name, new ColumnType(kind, sign, 0, 0));
    }

    private static LogColumn string(String name, String charset) {
        return LogColumn.text(name, new ColumnType(Kind.BLOB, Sign.UNKNOWN, 4, 0), charset);
    }

    /** Digits of a second: those of the finest column that is read. */
    private int fraction() {
        return scales(Kind.DATETIME, Kind.TIMESTAMP).orElse(MICROS);
    }

    /** Digits behind the point: those of the finest column that is read, or of the constant. */
    private int decimals() {
        return scales(Kind.DECIMAL, Kind.DECIMAL).orElseGet(() -> readsRow() ? 0 : constantScale());
    }

    private int constantScale() {
        RowScope scope = new RowScope(table);
        return evaluate(scope) instanceof java.math.BigDecimal number
                ? Math.max(0, number.scale())
                : 0;
    }

    private OptionalInt scales(Kind one, Kind other) {
        return IntStream.of(reads)
                .mapToObj(column -> table.columns().get(column).type())
                .filter(read -> read.kind() == one || read.kind() == other)
                .mapToInt(ColumnType::scale)
                .max();
    }

    /**
     * The result for the image that the scope looks at; null for NULL.
     *
     * @throws OtterException EXPRESSION_FAILED, EXPRESSION_TOO_DEAR or VIEW_VALUE_MISSING; without
     *     any value of the row
     */
    public Object evaluate(RowScope scope) {
        long cost = 0;
        for (int column : reads) {
            cost += scope.cost(column);
        }
        if (cost > COST_MAX) {
            throw failed(
                    ErrorCode.EXPRESSION_TOO_DEAR,
                    "it would read " + cost + " bytes; allowed are " + COST_MAX,
                    "Let the expression read smaller columns, or each fewer times.");
        }
        scope.begin();
        try {
            return ValueBridge.out(program.eval(scope));
        } catch (CelEvaluationException e) {
            return nullOrThrow(scope, e.getErrorCode());
        } catch (RuntimeException | StackOverflowError e) {
            return nullOrThrow(scope, CelErrorCode.INTERNAL_ERROR);
        }
    }

    private Object nullOrThrow(RowScope scope, CelErrorCode code) {
        if (scope.fault() != null) {
            throw failed(
                    scope.fault().code(),
                    scope.fault().what(),
                    scope.fault().code() == ErrorCode.VIEW_VALUE_MISSING
                            ? "Set binlog_row_image=FULL on the source, for all sessions, and clear"
                                    + " binlog_row_value_options."
                            : "Mend the row on the source, or the expression.");
        }
        if (scope.nullRead() && code == CelErrorCode.OVERLOAD_NOT_FOUND) {
            return null;
        }
        throw failed(
                ErrorCode.EXPRESSION_FAILED,
                code.name(),
                "Mend the row on the source, or the expression, then start again.");
    }

    private OtterException failed(ErrorCode code, String why, String remedy) {
        return new OtterException(
                code,
                "the expression of %s cannot be worked out (%s): %s".formatted(what, why, text),
                "source table " + table.name(),
                remedy);
    }

    @Override
    public String toString() {
        return text;
    }
}
