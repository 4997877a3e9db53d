package dev.otter.testkit.workload.types;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Integers, decimals, floating point numbers and bit fields. */
final class NumberTypes {

    private NumberTypes() {}

    static List<TypeFamily> families() {
        return List.of(
                new TypeFamily("integers", integers()),
                new TypeFamily("decimals", decimals()),
                new TypeFamily("floats", floats()),
                new TypeFamily("bits", bits()));
    }

    private static List<TypeCase> integers() {
        List<TypeCase> all = new ArrayList<>();
        String[] names = {"TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT"};
        int[] bits = {8, 16, 24, 32, 64};
        for (int i = 0; i < names.length; i++) {
            BigInteger half = BigInteger.ONE.shiftLeft(bits[i] - 1);
            BigInteger top = half.subtract(BigInteger.ONE);
            BigInteger full = half.shiftLeft(1).subtract(BigInteger.ONE);
            all.add(
                    TypeCase.keyable(
                            names[i],
                            new Edges()
                                    .raw("minimum", half.negate().toString())
                                    .raw("maximum", top.toString())
                                    .raw("0", "-1", "1", "-100", "42")
                                    .list()));
            all.add(
                    TypeCase.keyable(
                            names[i] + " UNSIGNED",
                            new Edges()
                                    .raw("maximum", full.toString())
                                    .raw("sign bit alone", half.toString())
                                    .raw("below the sign bit", top.toString())
                                    .raw("0", "1", "99")
                                    .list()));
        }
        all.add(TypeCase.keyable("BOOLEAN", new Edges().raw("TRUE", "FALSE", "-7").list()));
        all.add(
                TypeCase.keyable(
                        "INT(8) UNSIGNED ZEROFILL",
                        new Edges().raw("0", "7", "12345678", "4294967295").list()));
        return all;
    }

    private static List<TypeCase> decimals() {
        return List.of(
                decimal(65, 30, ""),
                decimal(10, 2, ""),
                decimal(5, 0, ""),
                decimal(65, 0, ""),
                decimal(30, 30, ""),
                decimal(1, 1, ""),
                decimal(9, 9, ""),
                decimal(18, 9, ""),
                decimal(19, 10, ""),
                decimal(20, 4, " UNSIGNED"));
    }

    private static TypeCase decimal(int precision, int scale, String sign) {
        String whole = precision == scale ? "0" : "9".repeat(precision - scale);
        String greatest = scale == 0 ? whole : whole + "." + "9".repeat(scale);
        String least = scale == 0 ? "1" : "0." + "0".repeat(scale - 1) + "1";
        Edges edges =
                new Edges().raw("maximum", greatest).raw("smallest step", least).raw("0", "0");
        if (precision > scale) {
            edges.raw("1", "1").raw("power of ten", "1" + "0".repeat(precision - scale - 1));
        }
        if (precision - scale >= 3 && scale >= 2) {
            edges.raw("123.45", "123.45");
        }
        if (sign.isEmpty()) {
            edges.raw("minimum", "-" + greatest).raw("smallest negative step", "-" + least);
        }
        return TypeCase.keyable("DECIMAL(" + precision + "," + scale + ")" + sign, edges.list());
    }

    private static List<TypeCase> floats() {
        List<Edge> small =
                new Edges()
                        .raw("maximum", "3.402823466e38")
                        .raw("minimum", "-3.402823466e38")
                        .raw("smallest normal", "1.17549435e-38")
                        .raw("smallest subnormal", "1.401298464e-45")
                        .raw("negative zero", "-0e0")
                        .raw("0e0", "0.1", "1", "-1.5", "16777217", "123456.789", "1e10")
                        .raw("no short decimal", "0.30000001192092896")
                        .raw("largest below one", "0.99999994")
                        .list();
        List<Edge> large =
                new Edges()
                        .raw("maximum", "1.7976931348623157e308")
                        .raw("minimum", "-1.7976931348623157e308")
                        .raw("smallest normal", "2.2250738585072014e-308")
                        .raw("subnormal", "2.2250738585072009e-308")
                        .raw("smallest subnormal", "4.94065645841246544e-324")
                        .raw("negative zero", "-0e0")
                        .raw("0e0", "0.1e0", "1e0", "-1.5e0", "1e23", "9007199254740993e0")
                        .raw("17 digits", "0.30000000000000004e0")
                        .raw("pi", "3.141592653589793e0")
                        .list();
        return List.of(
                TypeCase.keyable("FLOAT", small),
                TypeCase.keyable("DOUBLE", large),
                TypeCase.plain(
                        "FLOAT UNSIGNED", new Edges().raw("0", "3.402823466e38", "0.1").list()),
                TypeCase.plain(
                        "FLOAT(7,4)", new Edges().raw("999.9999", "-999.9999", "0.0001").list()),
                TypeCase.plain(
                        "DOUBLE(15,5)",
                        new Edges().raw("9999999999.99999", "-0.00001", "1.5").list()),
                TypeCase.plain("FLOAT(53)", new Edges().raw("0.1", "1e300").list()));
    }

    private static List<TypeCase> bits() {
        List<TypeCase> all = new ArrayList<>();
        for (int size : new int[] {1, 2, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64}) {
            Edges edges =
                    new Edges()
                            .raw("none", "b'0'")
                            .raw("lowest", "b'1'")
                            .raw("all", "b'" + "1".repeat(size) + "'");
            if (size > 1) {
                edges.raw("highest", "b'1" + "0".repeat(size - 1) + "'");
                edges.raw("alternating", "b'" + "10".repeat(size / 2) + "'");
            }
            String name = "BIT(" + size + ")";
            all.add(new TypeCase(name, name, edges.list(), size == 1 || size == 9 || size == 64));
        }
        return all;
    }
}
