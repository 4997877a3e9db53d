package dev.otter.engine.transform.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.otter.engine.transform.cell.Meaning;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** What values of columns are in the language, and back. Stateless. */
final class ValueBridge {
    /** DECIMAL, exact; the language itself has no such type. */
    static final CelType DECIMAL = OpaqueType.create("decimal");

    private ValueBridge() {}

    /** The type of a column's values, all of which may be NULL; empty when they cannot be read. */
    static Optional<CelType> type(Meaning meaning) {
        return switch (meaning) {
            case WHOLE -> Optional.of(NullableType.create(SimpleType.INT));
            case UNSIGNED -> Optional.of(NullableType.create(SimpleType.UINT));
            case REAL -> Optional.of(NullableType.create(SimpleType.DOUBLE));
            case TEXT -> Optional.of(NullableType.create(SimpleType.STRING));
            case BYTES -> Optional.of(NullableType.create(SimpleType.BYTES));
            case DECIMAL -> Optional.of(DECIMAL);
            case MOMENT -> Optional.of(SimpleType.TIMESTAMP);
            case OPAQUE -> Optional.empty();
        };
    }

    /** A value of a column as the language has it. */
    static Object in(Object value) {
        return switch (value) {
            case null -> NullValue.NULL_VALUE;
            case BigInteger number -> UnsignedLong.valueOf(number);
            case BigDecimal number -> new Decimal(number);
            case byte[] bytes -> CelByteString.of(bytes);
            default -> value;
        };
    }

    /** A result as a value for a column. */
    static Object out(Object value) {
        return switch (value) {
            case NullValue _ -> null;
            case UnsignedLong number -> number.bigIntegerValue();
            case Decimal number -> number.value();
            case CelByteString bytes -> bytes.toByteArray();
            default -> value;
        };
    }
}
