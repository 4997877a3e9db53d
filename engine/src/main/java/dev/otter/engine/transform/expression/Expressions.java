package dev.otter.engine.transform.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.transform.cell.Meaning;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/**
 * Makes expressions over the rows of one source shape. The language has no loops here (none of its
 * macros), no assignments, and no way to anything but the row and its functions. Immutable.
 */
public final class Expressions {
    private static final int DEPTH_MAX = 60;
    private static final int REGEX_MAX = 2_000;
    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(RowRules.EXPRESSION_MAX)
                    .maxParseRecursionDepth(DEPTH_MAX)
                    .maxRegexProgramSize(REGEX_MAX)
                    .build();
    private static final Functions FUNCTIONS = new Functions();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .addFunctionBindings(FUNCTIONS.bindings())
                    .build();

    private final SourceTable table;
    private final CelCompiler compiler;

    public Expressions(SourceTable table) {
        this.table = table;
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .addFunctionDeclarations(FUNCTIONS.declarations())
                        .addVar(RowScope.DATABASE, SimpleType.STRING)
                        .addVar(RowScope.TABLE, SimpleType.STRING);
        for (LogColumn column : table.columns()) {
            ValueBridge.type(Meaning.of(column))
                    .ifPresent(type -> builder.addVar(RowScope.ROW + column.name(), type));
        }
        this.compiler = builder.build();
    }

    /**
     * Compiles an expression that is true or false.
     *
     * @throws OtterException EXPRESSION_INVALID when it is none
     */
    public Expression condition(String text) {
        Expression condition = compile("'where'", text);
        if (!condition.truth()) {
            throw invalid("'where'", text, "it is neither true nor false but " + condition.type());
        }
        return condition;
    }

    /**
     * Compiles an expression that gives a name.
     *
     * @throws OtterException EXPRESSION_INVALID when it is none
     */
    public Expression name(String text) {
        Expression name = compile("'route'", text);
        if (!name.words()) {
            throw invalid("'route'", text, "it gives no text but " + name.type());
        }
        return name;
    }

    /**
     * Compiles the expression of a column.
     *
     * @throws OtterException EXPRESSION_INVALID when it is none, or gives what no column can hold
     */
    public Expression value(String column, String text) {
        String what = "column '" + column + "'";
        Expression value = compile(what, text);
        if (value.column(column).isEmpty()) {
            throw invalid(what, text, "no column can hold its result, which is " + value.type());
        }
        return value;
    }

    private Expression compile(String what, String text) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
            return new Expression(what, text, table, tree, RUNTIME.createProgram(tree));
        } catch (CelValidationException | CelEvaluationException e) {
            throw invalid(what, text, e.getMessage().strip());
        }
    }

    private OtterException invalid(String what, String text, String why) {
        return new OtterException(
                ErrorCode.EXPRESSION_INVALID,
                "the expression of " + what + " cannot be used: " + text + "\n" + why,
                "source table " + table.name(),
                "Columns are written row.name as the source spells them; see docs/rows-on-the-way.md"
                        + " for types and functions.");
    }
}
