package dev.otter.engine.transform.expression;

import java.math.BigDecimal;

/**
 * An exact number as the language has it: equal numbers are equal objects, 1.50 and 1.5. No {@code
 * Number}, which the language would compare in its own way.
 */
record Decimal(BigDecimal value) {
    Decimal {
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    static Decimal of(long number) {
        return new Decimal(BigDecimal.valueOf(number));
    }

    int compareTo(Decimal other) {
        return value.compareTo(other.value);
    }

    String text() {
        return value.toPlainString();
    }
}
