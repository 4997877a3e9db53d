package dev.otter.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.engine.oracle.ddl.OracleDialect;
import dev.otter.engine.postgresql.ddl.PostgresDialect;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCreationTest {
    private static final TableName SOURCE = new TableName("shop", "orders");
    private static final TableName TARGET = new TableName("dw", "sales");
    private static final SqlRules SQL = new SqlRules(false, 80_036, false, true, false);
    private static final SourceRules RULES = SourceRules.ofAnswers(SQL, "shop", false);
    private static final Naming NAMING =
            table ->
                    table.equals(SOURCE)
                            ? Optional.of(TARGET)
                            : table.table().equals("hidden")
                                    ? Optional.empty()
                                    : Optional.of(new TableName("dw", table.table()));

    private static final String ANSWER =
            """
            CREATE TABLE `orders` (
              `id` bigint unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s a number',
              `code` varchar(20) COLLATE utf8mb4_bin NOT NULL DEFAULT 'a''b\\\\c',
              `flag` tinyint(1) DEFAULT '1',
              `price` decimal(10,2) NOT NULL DEFAULT '0.00',
              `rate` float DEFAULT '1.5',
              `bits` bit(3) DEFAULT b'101',
              `born` date DEFAULT '2000-01-01',
              `never` date NOT NULL DEFAULT '0000-00-00',
              `span` time(2) DEFAULT '-01:02:03.45',
              `stamp` timestamp NULL DEFAULT '2026-06-01 10:00:00',
              `made` datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
              `changed` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
              `kind` enum('x','y') DEFAULT 'x',
              `marks` set('one','two') DEFAULT 'one,two',
              `raw` binary(4) DEFAULT 'ab\\0\\0',
              `note` text,
              `doc` json DEFAULT NULL,
              `shape` point DEFAULT NULL,
              `parent` int DEFAULT NULL,
              PRIMARY KEY (`id`),
              UNIQUE KEY `code` (`code`),
              UNIQUE KEY `begin` (`note`(10)),
              KEY `born` (`born` DESC,`price`),
              KEY `note` (`note`(20)),
              FULLTEXT KEY `words` (`note`),
              CONSTRAINT `up` FOREIGN KEY (`parent`) REFERENCES `parents` (`id`) ON DELETE CASCADE,
              CONSTRAINT `aside` FOREIGN KEY (`parent`) REFERENCES `others` (`id`),
              CONSTRAINT `gone` FOREIGN KEY (`parent`) REFERENCES `hidden` (`id`),
              CONSTRAINT `sane` CHECK ((`price` >= 0))
            ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='what was sold'
            /*!50100 PARTITION BY RANGE (`id`)
            (PARTITION p0 VALUES LESS THAN (1000) ENGINE = InnoDB,
             PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */\
            """;

    private static CreatedTable made(Dialect dialect, String answer) throws HeldException {
        return new TableCreation(dialect, NAMING).ofAnswer(answer, SOURCE, TARGET, RULES);
    }

    @Test
    void a_table_of_all_types_for_postgresql() throws HeldException {
        CreatedTable made = made(new PostgresDialect(), ANSWER);

        assertThat(made.schema()).contains("CREATE SCHEMA IF NOT EXISTS \"dw\"");
        assertThat(made.create().replace(", \"", ",\n\"").replace(", PRIMARY", ",\nPRIMARY"))
                .isEqualTo(
                        """
                        CREATE TABLE "dw"."sales" ("id" numeric(20,0) NOT NULL,
                        "code" character varying(20) DEFAULT 'a''b\\c' NOT NULL,
                        "flag" smallint DEFAULT '1',
                        "price" numeric(10,2) DEFAULT '0.00' NOT NULL,
                        "rate" real DEFAULT '1.5',
                        "bits" bit(3) DEFAULT B'101',
                        "born" date DEFAULT '2000-01-01',
                        "never" date NOT NULL,
                        "span" interval(2) DEFAULT '-01:02:03.45',
                        "stamp" timestamp(0) with time zone DEFAULT '2026-06-01 10:00:00+00',
                        "made" timestamp(3) without time zone DEFAULT LOCALTIMESTAMP(3),
                        "changed" timestamp(0) with time zone DEFAULT CURRENT_TIMESTAMP(0) NOT NULL,
                        "kind" text DEFAULT 'x',
                        "marks" text DEFAULT 'one,two',
                        "raw" bytea DEFAULT '\\x61620000',
                        "note" text,
                        "doc" jsonb,
                        "shape" bytea,
                        "parent" integer,
                        PRIMARY KEY ("id"))\
                        """);
        assertThat(made.comments())
                .containsExactly(
                        "COMMENT ON TABLE \"dw\".\"sales\" IS 'what was sold'",
                        "COMMENT ON COLUMN \"dw\".\"sales\".\"id\" IS 'it''s a number'");
        assertThat(made.uniqueIndexes())
                .containsExactly(
                        "CREATE UNIQUE INDEX \"sales_code\" ON \"dw\".\"sales\" (\"code\")");
        assertThat(made.indexes())
                .containsExactly(
                        "CREATE INDEX \"sales_begin\" ON \"dw\".\"sales\" ((left(\"note\", 10)))",
                        "CREATE INDEX \"sales_born\" ON \"dw\".\"sales\" (\"born\" DESC, \"price\")",
                        "CREATE INDEX \"sales_note\" ON \"dw\".\"sales\" ((left(\"note\", 20)))");
        assertThat(made.cascading())
                .containsExactly(
                        "ALTER TABLE \"dw\".\"sales\" ADD CONSTRAINT \"up\" FOREIGN KEY"
                                + " (\"parent\") REFERENCES \"dw\".\"parents\" (\"id\")"
                                + " ON DELETE CASCADE");
        assertThat(made.foreignKeys())
                .containsExactly(
                        "ALTER TABLE \"dw\".\"sales\" ADD CONSTRAINT \"aside\" FOREIGN KEY"
                                + " (\"parent\") REFERENCES \"dw\".\"others\" (\"id\")");
        assertThat(made.notes()).hasSize(3);
    }

    @Test
    void a_table_of_all_types_for_oracle() throws HeldException {
        CreatedTable made = made(new OracleDialect(), ANSWER);

        assertThat(made.schema()).isEmpty();
        assertThat(made.create().replace(", \"", ",\n\"").replace(", PRIMARY", ",\nPRIMARY"))
                .isEqualTo(
                        """
                        CREATE TABLE "DW"."SALES" ("ID" NUMBER(20) NOT NULL,
                        "CODE" VARCHAR2(20 CHAR) DEFAULT 'a''b\\c',
                        "FLAG" NUMBER(3) DEFAULT 1,
                        "PRICE" NUMBER(10,2) DEFAULT 0.00 NOT NULL,
                        "RATE" BINARY_FLOAT DEFAULT 1.5,
                        "BITS" NUMBER(20) DEFAULT 5,
                        "BORN" DATE DEFAULT DATE '2000-01-01',
                        "NEVER" DATE NOT NULL,
                        "SPAN" INTERVAL DAY(2) TO SECOND(2) DEFAULT INTERVAL '-0 01:02:03.45' DAY(2) TO SECOND(2),
                        "STAMP" TIMESTAMP(0) WITH LOCAL TIME ZONE DEFAULT TIMESTAMP '2026-06-01 10:00:00 +00:00',
                        "MADE" TIMESTAMP(3) DEFAULT LOCALTIMESTAMP(3),
                        "CHANGED" TIMESTAMP(0) WITH LOCAL TIME ZONE DEFAULT CURRENT_TIMESTAMP(0) NOT NULL,
                        "KIND" VARCHAR2(255 CHAR) DEFAULT 'x',
                        "MARKS" VARCHAR2(1000 CHAR) DEFAULT 'one,two',
                        "RAW" RAW(4) DEFAULT HEXTORAW('61620000'),
                        "NOTE" CLOB,
                        "DOC" CLOB,
                        "SHAPE" BLOB,
                        "PARENT" NUMBER(10),
                        PRIMARY KEY ("ID"))\
                        """);
        assertThat(made.uniqueIndexes())
                .containsExactly(
                        "CREATE UNIQUE INDEX \"DW\".\"SALES_CODE\" ON \"DW\".\"SALES\" (\"CODE\")");
        assertThat(made.indexes())
                .containsExactly(
                        "CREATE INDEX \"DW\".\"SALES_BORN\" ON \"DW\".\"SALES\" (\"BORN\" DESC,"
                                + " \"PRICE\")");
        assertThat(made.all()).allSatisfy(sql -> assertThat(OracleGrammar.mistakes(sql)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b int GENERATED ALWAYS AS (a + 1) STORED",
                "b int AS (a) VIRTUAL",
                "b varchar(36) DEFAULT (uuid())",
                "b datetime DEFAULT 'tomorrow'",
                "b int, PRIMARY KEY (c(10)), c text",
                "b int, UNIQUE KEY ((a + 1))",
                "b int, B int"
            })
    void what_cannot_be_said_is_held_with_its_clause(String more) {
        for (Dialect dialect : List.of(new PostgresDialect(), new OracleDialect())) {
            String answer = "CREATE TABLE `orders` (a int, " + more + ")";
            boolean alike = more.equals("b int, B int");
            if (alike && dialect instanceof PostgresDialect) {
                continue;
            }
            assertThatThrownBy(() -> made(dialect, answer))
                    .as("%s %s", dialect.product(), more)
                    .isInstanceOf(HeldException.class)
                    .hasMessageContaining("'");
        }
    }

    @Test
    void a_name_that_postgresql_would_cut_is_held() {
        assertThatThrownBy(() ->
                        made(
                                new PostgresDialect(),
                                "CREATE TABLE `orders` (`" + "я".repeat(32) + "` int)"))
                .isInstanceOf(HeldException.class)
                .hasMessageContaining("63 bytes");
    }
}
