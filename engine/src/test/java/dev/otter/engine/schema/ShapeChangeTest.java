package dev.otter.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.database.LogColumn;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statements make of a table's shape, without any server. */
class ShapeChangeTest {
    private static final TableName T = new TableName("d", "t");
    private static final SqlRules MYSQL = new SqlRules(false, 80012, false, true, false);

    private final Map<TableName, TableShape> shapes = new HashMap<>();

    private Optional<Map<TableName, ShapeResult>> run(String sql, SqlRules rules) {
        Optional<Map<TableName, ShapeResult>> results =
                new ShapeChange(
                                rules,
                                new ShapeChange.Names("d", false, _ -> Optional.of("latin1")),
                                new ShapeChange.Before() {
                                    @Override
                                    public Optional<TableShape> shape(TableName table) {
                                        return Optional.ofNullable(shapes.get(table));
                                    }

                                    @Override
                                    public boolean exists(TableName table) {
                                        return shapes.containsKey(table);
                                    }
                                })
                        .of(DdlParser.parse(sql, rules).orElseThrow());
        results.orElse(Map.of())
                .forEach((table, result) -> {
                    if (result instanceof ShapeResult.Known known) {
                        shapes.put(table, known.shape());
                    } else {
                        shapes.remove(table);
                    }
                });
        return results;
    }

    private String columns(TableName table) {
        return shapes.get(table).columns().stream()
                .map(ShapeChangeTest::text)
                .collect(Collectors.joining(" "));
    }

    private static String text(LogColumn column) {
        String members =
                column.members().stream()
                        .map(member -> new String(member, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("/"));
        return column.name()
                + ":"
                + column.type().kind()
                + (column.type().toString().endsWith("UNSIGNED") && column.type().numeric()
                        ? "+"
                        : "")
                + (column.charset().isEmpty() ? "" : ":" + column.charset())
                + (members.isEmpty() ? "" : ":" + members)
                + (column.generated() ? ":g" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a INT, b INT UNSIGNED NOT NULL, c SERIAL | a:INT b:INT+ c:BIGINT+",
                "a BOOL, b BOOLEAN, c INT1, d INT8 ZEROFILL | a:TINYINT b:TINYINT c:TINYINT d:BIGINT+",
                "a DEC(5,2), b NUMERIC, c FIXED(3) | a:DECIMAL b:DECIMAL c:DECIMAL",
                "a FLOAT(24), b FLOAT(25), c FLOAT(7,4), d REAL | a:FLOAT b:DOUBLE c:FLOAT d:DOUBLE",
                "a DOUBLE PRECISION, b BIT(3), c YEAR | a:DOUBLE b:BIT c:YEAR",
                "a DATE, b TIME(3), c DATETIME(6), d TIMESTAMP NULL | a:DATE b:TIME c:DATETIME"
                        + " d:TIMESTAMP",
                "a CHAR, b VARCHAR(9), c TEXT, d LONGTEXT | a:CHAR:latin1 b:VARCHAR:latin1"
                        + " c:BLOB:latin1 d:BLOB:latin1",
                "a CHAR(3) CHARACTER SET utf8, b VARCHAR(9) COLLATE utf8mb4_bin | a:CHAR:utf8"
                        + " b:VARCHAR:utf8mb4",
                "a BINARY(4), b VARBINARY(9), c BLOB, d VARCHAR(3) CHARACTER SET binary |"
                        + " a:CHAR:binary b:VARCHAR:binary c:BLOB:binary d:VARCHAR:binary",
                "a NCHAR(3), b NATIONAL VARCHAR(3), c NVARCHAR(3) | a:CHAR:utf8mb3"
                        + " b:VARCHAR:utf8mb3 c:VARCHAR:utf8mb3",
                "a CHAR VARYING(3), b LONG VARCHAR, c LONG VARBINARY | a:VARCHAR:latin1"
                        + " b:BLOB:latin1 c:BLOB:binary",
                "a ENUM('x','it''s','y\\'z ') , b SET('p','q') | a:ENUM:x/it's/y'z b:SET:p/q",
                "a JSON, b GEOMETRY, c POINT NOT NULL SRID 4326 | a:JSON b:GEOMETRY c:GEOMETRY",
                "a INT, b INT AS (a + 1) STORED, c INT GENERATED ALWAYS AS (a) VIRTUAL | a:INT"
                        + " b:INT:g c:INT:g",
                "`odd ``name` INT DEFAULT 3 COMMENT 'a, b) c', PRIMARY KEY (`odd ``name`), KEY k"
                        + " (a) | odd `name:INT",
                "`select` INT, a INT CHECK (a > 0), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)"
                        + " ON DELETE CASCADE | select:INT a:INT"
            })
    void create_tells_the_columns(String definitions, String expected) {
        run("CREATE TABLE t (" + definitions + ") ENGINE=InnoDB", MYSQL);

        assertThat(columns(T)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ADD COLUMN x INT | a b c x",
                "ADD x INT FIRST | x a b c",
                "ADD x INT AFTER a, ADD y INT AFTER x | a x y b c",
                "ADD (x INT, y INT) | a b c x y",
                "ADD COLUMN (x INT, y TEXT, INDEX (x)) | a b c x y",
                "DROP COLUMN a | b c",
                "DROP a, DROP c | b",
                "MODIFY a INT AFTER c | b c a",
                "MODIFY c INT FIRST | c a b",
                "CHANGE a x INT | x b c",
                "CHANGE COLUMN c x INT FIRST | x a b",
                "CHANGE a b INT, CHANGE b a INT | b a c",
                "RENAME COLUMN a TO b, RENAME COLUMN b TO a | b a c",
                "RENAME COLUMN a TO x, ADD a INT FIRST | a x b c",
                "DROP a, ADD a INT | b c a",
                "ADD x INT FIRST, DROP b, MODIFY c INT AFTER x | x c a",
                "ADD INDEX i (a), ADD UNIQUE u (b), DROP PRIMARY KEY, DROP INDEX k | a b c",
                "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) | a b c",
                "ENGINE=InnoDB, ROW_FORMAT=DYNAMIC, COMMENT 'x' | a b c",
                "ALTER COLUMN a SET DEFAULT 3, ALTER b DROP DEFAULT | a b c",
                "RENAME INDEX i TO j, ORDER BY a | a b c",
                "ALGORITHM=INPLACE, LOCK=NONE, ADD x INT | a b c x",
                "PARTITION BY HASH (a) PARTITIONS 4 | a b c",
                "ADD PARTITION (PARTITION p3 VALUES LESS THAN (30)) | a b c",
                "TRUNCATE PARTITION p0 | a b c",
                "FORCE | a b c",
                "ADD x INT /* ADD y INT */, /*!50600 ADD z INT */ | a b c x z"
            })
    void alter_moves_the_columns(String change, String names) {
        run("CREATE TABLE t (a INT, b INT, c INT)", MYSQL);
        run("ALTER TABLE t " + change, MYSQL);

        assertThat(shapes.get(T).columns().stream().map(LogColumn::name))
                .containsExactly(names.split(" "));
    }

    @Test
    void character_sets_follow_the_table() {
        run("CREATE TABLE t (a TEXT, b BLOB, c CHAR(3) CHARACTER SET gbk) CHARSET=utf8mb4", MYSQL);
        assertThat(columns(T)).isEqualTo("a:BLOB:utf8mb4 b:BLOB:binary c:CHAR:gbk");

        run("ALTER TABLE t DEFAULT CHARACTER SET = ucs2, ADD d TEXT", MYSQL);
        assertThat(columns(T)).isEqualTo("a:BLOB:utf8mb4 b:BLOB:binary c:CHAR:gbk d:BLOB:ucs2");

        run("ALTER TABLE t CONVERT TO CHARACTER SET latin1", MYSQL);
        assertThat(columns(T)).isEqualTo("a:BLOB:latin1 b:BLOB:binary c:CHAR:latin1 d:BLOB:latin1");

        run("ALTER TABLE t ADD e VARCHAR(3)", MYSQL);
        assertThat(columns(T)).endsWith("e:VARCHAR:latin1");
    }

    @Test
    void tables_change_their_names() {
        TableName u = new TableName("d", "u");
        run("CREATE TABLE t (a INT)", MYSQL);
        run("CREATE TABLE u LIKE t", MYSQL);
        run("ALTER TABLE u ADD b INT", MYSQL);
        run("RENAME TABLE t TO x, u TO t, x TO d.u", MYSQL);
        assertThat(columns(T)).isEqualTo("a:INT b:INT");
        assertThat(columns(u)).isEqualTo("a:INT");

        run("ALTER TABLE t RENAME TO e.v, DROP a", MYSQL);
        assertThat(columns(new TableName("e", "v"))).isEqualTo("b:INT");
        assertThat(shapes).doesNotContainKey(T);

        run("DROP TABLE IF EXISTS u, e.v", MYSQL);
        assertThat(shapes).isEmpty();
    }

    @Test
    void what_exists_stays() {
        run("CREATE TABLE t (a INT)", MYSQL);
        run("CREATE TABLE IF NOT EXISTS t (b INT)", MYSQL);

        assertThat(columns(T)).isEqualTo("a:INT");
    }

    @Test
    void what_does_not_fit_is_unknown() {
        run("CREATE TABLE t (a INT)", MYSQL);

        assertThat(run("ALTER TABLE t DROP b", MYSQL).orElseThrow().get(T))
                .isInstanceOf(ShapeResult.Unknown.class);
        assertThat(run("ALTER TABLE t ADD c INT", MYSQL).orElseThrow().get(T))
                .isInstanceOf(ShapeResult.Unknown.class);
    }

    @Test
    void mariadb_has_words_of_its_own() {
        SqlRules mariadb = new SqlRules(true, 101100, false, true, false);
        assertThat(run("CREATE OR REPLACE TABLE t (a JSON, b INT AS (1) PERSISTENT)", mariadb))
                .hasValueSatisfying(results ->
                        assertThat(results.get(T)).isInstanceOf(ShapeResult.Known.class));
        assertThat(columns(T)).isEqualTo("a:BLOB:utf8mb4 b:INT:g");

        run("ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT, DROP COLUMN IF EXISTS x", mariadb);
        assertThat(columns(T)).isEqualTo("a:BLOB:utf8mb4 b:INT:g");
    }

    @Test
    void texts_come_back_as_they_were() {
        run("CREATE TABLE t (`a\tb` INT, c ENUM('x\\ty','z\\\\','q\\nr'), d INT AS (1))", MYSQL);
        TableShape shape = shapes.get(T);

        String text = ShapeText.write(shape);

        assertThat(ShapeText.write(ShapeText.read(text))).isEqualTo(text);
        assertThat(ShapeText.read(text).columns().get(1).members().getFirst())
                .isEqualTo("x\ty".getBytes(StandardCharsets.UTF_8));
    }
}
