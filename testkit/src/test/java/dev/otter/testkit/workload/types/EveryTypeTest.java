package dev.otter.testkit.workload.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.ServerFeatures.JsonBytes;
import org.junit.jupiter.api.Test;

class EveryTypeTest {

    private static final ServerFeatures ALL =
            new ServerFeatures(false, true, JsonBytes.BLOB, true, true, false, true);

    @Test
    void every_type_name_of_the_manual_is_there() {
        assertThat(new EveryType("types", ALL).edges())
                .extracting(TypeEdge::type)
                .contains("TINYINT", "SMALLINT UNSIGNED", "MEDIUMINT", "INT", "BIGINT UNSIGNED")
                .contains("DECIMAL(65,30)", "FLOAT", "DOUBLE", "BIT(64)", "YEAR", "DATE")
                .contains("TIME(6)", "DATETIME(3)", "TIMESTAMP(0)", "JSON", "GEOMETRY", "POINT")
                .contains("VECTOR(3)", "SET, 64 members", "ENUM, odd texts", "LONGBLOB")
                .contains("VARCHAR(30) CHARACTER SET gbk", "CHAR(20) CHARACTER SET utf32")
                .contains("MEDIUMTEXT CHARACTER SET ucs2", "VARCHAR(30) CHARACTER SET binary");
    }

    @Test
    void tables_have_different_names() {
        assertThat(new EveryType("types", ALL).tables()).doesNotHaveDuplicates();
    }

    @Test
    void edges_have_different_names_within_a_type() {
        for (TypeFamily family : TypeCatalog.families(ALL)) {
            for (TypeCase type : family.types()) {
                assertThat(type.edges())
                        .as(type.name())
                        .extracting(Edge::name)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void what_a_server_lacks_is_left_out() {
        EveryType little =
                new EveryType(
                        "types",
                        new ServerFeatures(
                                true, false, JsonBytes.NONE, false, false, false, false));
        assertThat(little.tables()).doesNotContain("vectors", "invisible_columns", "text_gb18030");
    }
}
