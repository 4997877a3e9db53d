package dev.otter.engine.load.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnFitTest {

    @Test
    void what_a_strict_server_would_round_or_cut_is_told() {
        lost(Kind.DECIMAL, 10, 2, "decimal(10,0)");
        lost(Kind.DECIMAL, 10, 2, "bigint");
        lost(Kind.DECIMAL, 16, 0, "double");
        lost(Kind.DECIMAL, 7, 0, "float");
        lost(Kind.DOUBLE, 0, 0, "float");
        lost(Kind.DOUBLE, 0, 0, "decimal(65,30)");
        lost(Kind.FLOAT, 0, 0, "int");
        lost(Kind.BIGINT, 0, 0, "double");
        lost(Kind.INT, 0, 0, "float");
        lost(Kind.DATETIME, 0, 6, "datetime(3)");
        lost(Kind.TIMESTAMP, 0, 3, "datetime");
        lost(Kind.DATETIME, 0, 0, "date");
        lost(Kind.DATETIME, 0, 0, "time");
        lost(Kind.TIME, 0, 1, "time");
        lost(Kind.VARCHAR, 20, 0, "binary(20)");
        lost(Kind.CHAR, 10, 0, "binary(20)");
    }

    @Test
    void what_fits_or_is_refused_by_the_server_passes() {
        kept(Kind.DECIMAL, 10, 2, "decimal(12,2)");
        kept(Kind.DECIMAL, 10, 2, "decimal(12,4)");
        kept(Kind.DECIMAL, 10, 0, "int");
        kept(Kind.DECIMAL, 15, 3, "double");
        kept(Kind.FLOAT, 0, 0, "double");
        kept(Kind.BIGINT, 0, 0, "tinyint");
        kept(Kind.INT, 0, 0, "double");
        kept(Kind.MEDIUMINT, 0, 0, "float");
        kept(Kind.DATETIME, 0, 3, "datetime(6)");
        kept(Kind.TIMESTAMP, 0, 0, "timestamp");
        kept(Kind.DATE, 0, 0, "datetime");
        kept(Kind.DATETIME, 0, 6, "varchar(40)");
        kept(Kind.VARCHAR, 20, 0, "varbinary(10)");
        kept(Kind.CHAR, 20, 0, "binary(20)");
        kept(Kind.DOUBLE, 0, 0, "varchar(40)");
    }

    private static void lost(Kind kind, int size, int scale, String target) {
        assertThat(loss(kind, size, scale, target)).as("%s to %s", kind, target).isNotEmpty();
    }

    private static void kept(Kind kind, int size, int scale, String target) {
        assertThat(loss(kind, size, scale, target)).as("%s to %s", kind, target).isEmpty();
    }

    private static String loss(Kind kind, int size, int scale, String type) {
        LogColumn source = LogColumn.plain("c", new ColumnType(kind, Sign.SIGNED, size, scale));
        String dataType = type.replaceFirst("\\(.*", "");
        TableColumn target =
                new TableColumn(
                        "c", 0, dataType, type, "", "", List.of(), true, false, false, false, false,
                        false);
        return ColumnFit.loss(source, target).orElse("");
    }
}
