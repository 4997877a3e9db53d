package dev.otter.testkit.workload.types;

import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** ENUM, SET, JSON, geometry, VECTOR, and columns that are generated or invisible. */
final class StructuredTypes {

    private static final int BIG_ENUM = 300;

    private StructuredTypes() {}

    static List<TypeFamily> families(ServerFeatures features) {
        List<TypeFamily> all = new ArrayList<>();
        all.add(new TypeFamily("enums", enums()));
        all.add(new TypeFamily("sets", sets()));
        all.add(new TypeFamily("json", List.of(json(features), json(features))));
        all.add(new TypeFamily("geometries", geometries()));
        all.add(new TypeFamily("generated_columns", generated()));
        if (features.invisibleColumns()) {
            all.add(new TypeFamily("invisible_columns", invisible()));
        }
        if (features.vector()) {
            all.add(new TypeFamily("vectors", vectors()));
        }
        if (features.addresses()) {
            all.add(new TypeFamily("addresses", addresses()));
        }
        return all;
    }

    private static List<TypeCase> addresses() {
        return List.of(
                TypeCase.keyable(
                        "UUID",
                        new Edges()
                                .texts("00000000-0000-0000-0000-000000000000")
                                .texts("ffffffff-ffff-ffff-ffff-ffffffffffff")
                                .texts("123e4567-e89b-12d3-a456-426655440000")
                                .texts("123e4567-e89b-42d3-a456-426655440000")
                                .texts("00000000-0000-0000-8000-000000000020")
                                .list()),
                TypeCase.keyable(
                        "INET6",
                        new Edges()
                                .texts("::", "::1", "2001:db8::", "::ffff:10.0.0.0", "fe80::2000")
                                .list()),
                TypeCase.keyable(
                        "INET4",
                        new Edges()
                                .texts("0.0.0.0", "10.0.0.0", "255.255.255.255", "32.32.32.32")
                                .list()));
    }

    private static List<TypeCase> enums() {
        String big =
                IntStream.rangeClosed(1, BIG_ENUM)
                        .mapToObj(i -> "'m" + i + "'")
                        .collect(Collectors.joining(","));
        List<Edge> odd =
                new Edges()
                        .texts(
                                "a",
                                "A b",
                                "it's",
                                "say \"x\"",
                                "back\\slash",
                                "comma,inside",
                                "數據é")
                        .text("empty member", "")
                        .texts("0", "NULL")
                        .list();
        String members = odd.stream().map(Edge::literal).collect(Collectors.joining(","));
        String utf8 = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        return List.of(
                new TypeCase("ENUM, odd texts", "ENUM(" + members + ")" + utf8, odd, true),
                new TypeCase(
                        "ENUM, " + BIG_ENUM + " members",
                        "ENUM(" + big + ")",
                        new Edges().texts("m1", "m255", "m256", "m300").list(),
                        true),
                new TypeCase(
                        "ENUM in gbk",
                        "ENUM('甲','乙','運') CHARACTER SET gbk",
                        new Edges().texts("甲", "運").list(),
                        true),
                new TypeCase(
                        "ENUM in latin1",
                        "ENUM('é','ü') CHARACTER SET latin1",
                        new Edges().texts("é", "ü").list(),
                        true));
    }

    private static List<TypeCase> sets() {
        String full =
                IntStream.rangeClosed(1, 64)
                        .mapToObj(i -> "'s" + i + "'")
                        .collect(Collectors.joining(","));
        return List.of(
                new TypeCase(
                        "SET, odd texts",
                        "SET('a','A b','it''s','say \"x\"','back\\\\slash','數é')"
                                + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                        new Edges()
                                .text("none", "")
                                .texts("a", "it's", "a,it's", "back\\slash,數é")
                                .raw("all", "63")
                                .list(),
                        true),
                new TypeCase(
                        "SET, 64 members",
                        "SET(" + full + ")",
                        new Edges()
                                .text("none", "")
                                .texts("s1", "s64", "s1,s64", "s32,s33")
                                .raw("all", "18446744073709551615")
                                .raw("alternating", "12297829382473034410")
                                .list(),
                        true),
                new TypeCase(
                        "SET, 9 members",
                        "SET('1','2','3','4','5','6','7','8','9')",
                        new Edges().text("none", "").texts("9", "1,9", "8").list(),
                        true),
                new TypeCase(
                        "SET in gbk",
                        "SET('甲','乙','運') CHARACTER SET gbk",
                        new Edges().texts("甲,運", "").list(),
                        true));
    }

    private static TypeCase json(ServerFeatures features) {
        Edges edges = JsonEdges.texts();
        if (features.nativeJson()) {
            JsonEdges.nativeValues(edges);
        }
        if (features.jsonBytes() != ServerFeatures.JsonBytes.NONE) {
            JsonEdges.nativeBytes(edges);
        }
        return TypeCase.plain("JSON", edges.list());
    }

    private static List<TypeCase> geometries() {
        String[][] shapes = {
            {"POINT", "POINT(1 2)", "POINT(-1.5 1e10)", "POINT(0 0)"},
            {"LINESTRING", "LINESTRING(0 0,1 1,2 0)"},
            {"POLYGON", "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))"},
            {"MULTIPOINT", "MULTIPOINT(0 0,5 5)"},
            {"MULTILINESTRING", "MULTILINESTRING((0 0,1 1),(2 2,3 3,4 5))"},
            {"MULTIPOLYGON", "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))"},
            {"GEOMETRYCOLLECTION", "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))"}
        };
        List<TypeCase> all = new ArrayList<>();
        Edges any = new Edges();
        for (String[] shape : shapes) {
            Edges edges = new Edges();
            for (int i = 1; i < shape.length; i++) {
                String text = SqlText.quoted(shape[i]);
                edges.raw(shape[i], "ST_GeomFromText(" + text + ")");
                any.raw(shape[i], "ST_GeomFromText(" + text + ")");
            }
            all.add(TypeCase.plain(shape[0], edges.list()));
        }
        any.raw("empty collection", "ST_GeomFromWKB(x'010700000000000000')");
        any.raw("SRID 4326", "ST_GeomFromText('POINT(12.5 41.9)',4326)");
        any.raw("SRID 3857", "ST_GeomFromText('POINT(1 2)',3857)");
        all.add(TypeCase.plain("GEOMETRY", any.list()));
        return all;
    }

    private static List<TypeCase> generated() {
        String utf8 = " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
        List<Edge> none = List.of();
        return List.of(
                TypeCase.plain("INT", new Edges().raw("0", "1", "-5", "1000000").list()),
                TypeCase.plain("BIGINT GENERATED ALWAYS AS (c1 * 2) VIRTUAL", none),
                TypeCase.plain(
                        "VARCHAR(40)" + utf8, new Edges().texts("x", "", "数据", "it's").list()),
                TypeCase.plain(
                        "VARCHAR(50)" + utf8 + " GENERATED ALWAYS AS (CONCAT(c3,'!')) STORED",
                        none),
                TypeCase.plain("INT GENERATED ALWAYS AS (CHAR_LENGTH(c3)) VIRTUAL", none),
                TypeCase.plain("DOUBLE", new Edges().raw("0.1e0", "-2.5e0").list()),
                TypeCase.plain("DOUBLE GENERATED ALWAYS AS (c6 + c1) STORED", none));
    }

    private static List<TypeCase> invisible() {
        return List.of(
                TypeCase.plain("INT", new Edges().raw("1", "2").list()),
                TypeCase.plain("INT NULL INVISIBLE", new Edges().raw("3", "4").list()),
                TypeCase.plain(
                        "VARCHAR(20) NULL INVISIBLE", new Edges().texts("hidden", "").list()),
                TypeCase.plain("INT", new Edges().raw("5", "6").list()));
    }

    private static List<TypeCase> vectors() {
        List<Edge> three =
                new Edges()
                        .raw("ones", "STRING_TO_VECTOR('[1,1,1]')")
                        .raw("mixed", "STRING_TO_VECTOR('[-0.5,3.4e38,1.2e-38]')")
                        .raw("subnormal and negative zero", "x'0100000000000080000080bf'")
                        .raw("shorter", "STRING_TO_VECTOR('[7]')")
                        .list();
        String many =
                IntStream.range(0, 2048).mapToObj(i -> i + ".5").collect(Collectors.joining(","));
        return List.of(
                TypeCase.plain("VECTOR(3)", three),
                TypeCase.plain(
                        "VECTOR",
                        new Edges()
                                .raw("2048 dimensions", "STRING_TO_VECTOR('[" + many + "]')")
                                .list()));
    }
}
