package dev.otter.engine.transform.expression;

import static dev.otter.engine.transform.expression.ValueBridge.DECIMAL;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Exact decimal numbers: compared with each other and with whole numbers, added, subtracted, made
 * of texts and numbers and turned into them. Immutable.
 */
final class DecimalFunctions {
    private static final int DIGITS_MAX = 65;

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    /** What is done with two numbers. */
    private enum Operation {
        LESS("_<_"),
        LESS_EQUALS("_<=_"),
        GREATER("_>_"),
        GREATER_EQUALS("_>=_"),
        ADD("_+_"),
        SUBTRACT("_-_");

        private final String operator;

        Operation(String operator) {
            this.operator = operator;
        }

        CelType result() {
            return this == ADD || this == SUBTRACT ? DECIMAL : SimpleType.BOOL;
        }

        Object apply(Decimal a, Decimal b) {
            return switch (this) {
                case LESS -> a.compareTo(b) < 0;
                case LESS_EQUALS -> a.compareTo(b) <= 0;
                case GREATER -> a.compareTo(b) > 0;
                case GREATER_EQUALS -> a.compareTo(b) >= 0;
                case ADD -> new Decimal(a.value().add(b.value()));
                case SUBTRACT -> new Decimal(a.value().subtract(b.value()));
            };
        }

        String id(String left, String right) {
            return left + "_" + name().toLowerCase(Locale.ROOT) + "_" + right;
        }
    }

    DecimalFunctions() {
        for (Operation operation : Operation.values()) {
            operator(operation);
        }
        conversions();
    }

    List<CelFunctionDecl> declarations() {
        return List.copyOf(declarations);
    }

    List<CelFunctionBinding> bindings() {
        return List.copyOf(bindings);
    }

    private static CelOverloadDecl overload(String id, CelType result, CelType... parameters) {
        return CelOverloadDecl.newGlobalOverload(id, result, parameters);
    }

    private void operator(Operation operation) {
        CelType result = operation.result();
        String both = operation.id("decimal", "decimal");
        String left = operation.id("decimal", "int");
        String right = operation.id("int", "decimal");
        declarations.add(
                CelFunctionDecl.newFunctionDeclaration(
                        operation.operator,
                        overload(both, result, DECIMAL, DECIMAL),
                        overload(left, result, DECIMAL, SimpleType.INT),
                        overload(right, result, SimpleType.INT, DECIMAL)));
        bindings.add(CelFunctionBinding.from(both, Decimal.class, Decimal.class, operation::apply));
        bindings.add(
                CelFunctionBinding.from(
                        left,
                        Decimal.class,
                        Long.class,
                        (a, b) -> operation.apply(a, Decimal.of(b))));
        bindings.add(
                CelFunctionBinding.from(
                        right,
                        Long.class,
                        Decimal.class,
                        (a, b) -> operation.apply(Decimal.of(a), b)));
    }

    private void conversions() {
        declarations.add(
                CelFunctionDecl.newFunctionDeclaration(
                        "decimal",
                        overload("string_to_decimal", DECIMAL, SimpleType.STRING),
                        overload("int_to_decimal", DECIMAL, SimpleType.INT)));
        bindings.add(
                CelFunctionBinding.from(
                        "string_to_decimal", String.class, DecimalFunctions::parse));
        bindings.add(CelFunctionBinding.from("int_to_decimal", Long.class, Decimal::of));
        declarations.add(
                CelFunctionDecl.newFunctionDeclaration(
                        "double", overload("decimal_to_double", SimpleType.DOUBLE, DECIMAL)));
        bindings.add(
                CelFunctionBinding.from(
                        "decimal_to_double",
                        Decimal.class,
                        number -> number.value().doubleValue()));
        declarations.add(
                CelFunctionDecl.newFunctionDeclaration(
                        "string", overload("decimal_to_string", SimpleType.STRING, DECIMAL)));
        bindings.add(CelFunctionBinding.from("decimal_to_string", Decimal.class, Decimal::text));
    }

    /** Without exponents, and with no more digits than a DECIMAL can have. */
    private static Decimal parse(String text) {
        if (text.length() > DIGITS_MAX + 2 || !text.matches("-?\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("no decimal number");
        }
        return new Decimal(new BigDecimal(text));
    }
}
