package dev.otter.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of a real server's tables, and what is said of a target that is not ready. */
final class TargetDatabaseIT {
    private static final TableName PARENT = new TableName("shop", "parent");
    private static final TableName CHILD = new TableName("shop", "child");
    private static final TableName KEYLESS = new TableName("shop", "keyless");

    @ParameterizedTest
    @EnumSource(Flavor.class)
    void a_server_tells_its_tables_and_takes_the_bookkeeping(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        Assumptions.assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                MysqlConnection root = connect(server, "root", "")) {
            createTables(server);
            TableCatalog catalog = TableCatalog.of(root);
            columns(catalog.table(root, PARENT));
            indexes(catalog, root);
            foreignKeys(catalog, root);
            missing(catalog, root);
            bookkeeping(server, root, flavor);
            checks(server, catalog, root);
        }
    }

    private static MysqlConnection connect(MysqlServer server, String user, String password) {
        MysqlConnection connection =
                MysqlConnection.connect(
                        MysqlEndpoint.of(server.host(), server.port(), user, password));
        connection.query("SET NAMES binary");
        return connection;
    }

    private static void createTables(MysqlServer server) throws Exception {
        server.execute(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.parent (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                        + " name VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,"
                        + " kind ENUM('a','it''s','x,y') CHARACTER SET utf8mb4,"
                        + " raw VARBINARY(9) DEFAULT 'x', price DECIMAL(10,3),"
                        + " twice DECIMAL(12,3) AS (price * 2) VIRTUAL, UNIQUE KEY by_name (name(5), kind),"
                        + " KEY plain (price))",
                "CREATE TABLE shop.child (id INT PRIMARY KEY, p INT UNSIGNED, up INT,"
                        + " CONSTRAINT fk_p FOREIGN KEY (p) REFERENCES shop.parent (id)"
                        + " ON DELETE CASCADE ON UPDATE RESTRICT,"
                        + " CONSTRAINT fk_up FOREIGN KEY (up) REFERENCES shop.child (id))",
                "CREATE TABLE shop.keyless (z INT NOT NULL, a INT NOT NULL, n INT,"
                        + " UNIQUE KEY z_first (z), UNIQUE KEY a_second (a), UNIQUE KEY n_null (n))"
                        + " ENGINE=MyISAM",
                "CREATE TRIGGER shop.tr BEFORE INSERT ON shop.child FOR EACH ROW SET NEW.up=NULL");
    }

    private static void columns(TargetTable parent) {
        assertThat(parent.transactional()).isTrue();
        assertThat(parent.columns())
                .extracting(TableColumn::name)
                .containsExactly("id", "name", "kind", "raw", "price", "twice");
        TableColumn id = parent.column("ID").orElseThrow();
        assertThat(id.unsigned()).isTrue();
        assertThat(id.autoIncrement()).isTrue();
        assertThat(id.hasDefault()).isTrue();
        TableColumn name = parent.column("name").orElseThrow();
        assertThat(name.charset()).isEqualTo("latin1");
        assertThat(name.collation()).isEqualTo("latin1_bin");
        assertThat(name.nullable()).isFalse();
        assertThat(name.hasDefault()).isFalse();
        assertThat(name.firstArgument()).isEqualTo(20);
        assertThat(parent.column("kind").orElseThrow().members())
                .containsExactly("a", "it's", "x,y");
        assertThat(parent.column("raw").orElseThrow().charset()).isEqualTo("binary");
        assertThat(parent.column("price").orElseThrow().secondArgument()).isEqualTo(3);
        assertThat(parent.column("twice").orElseThrow().generated()).isTrue();
        LogColumn logged = LogColumns.of(parent).get(0);
        assertThat(logged.type().kind()).isEqualTo(Kind.INT);
        assertThat(logged.type().sign()).isEqualTo(Sign.UNSIGNED);
    }

    private static void indexes(TableCatalog catalog, MysqlConnection root) {
        TargetTable parent = catalog.table(root, PARENT);
        assertThat(parent.rowKey().orElseThrow().name()).isEqualTo("PRIMARY");
        assertThat(parent.uniqueIndexes())
                .extracting(TableIndex::name)
                .containsExactly("PRIMARY", "by_name");
        assertThat(parent.uniqueIndexes().get(1).parts())
                .containsExactly(new TableIndex.Part(1, 5), new TableIndex.Part(2, 0));
        TargetTable keyless = catalog.table(root, KEYLESS);
        assertThat(keyless.transactional()).isFalse();
        assertThat(keyless.rowKey().orElseThrow().name()).isEqualTo("z_first");
    }

    private static void foreignKeys(TableCatalog catalog, MysqlConnection root) {
        TargetTable child = catalog.table(root, CHILD);
        assertThat(child.triggers()).containsExactly("tr");
        assertThat(child.foreignKeys()).extracting(ForeignKey::name).contains("fk_p", "fk_up");
        assertThat(child.referencedBy()).extracting(ForeignKey::name).containsExactly("fk_up");
        assertThat(child.referencedBy().get(0).selfReference()).isTrue();
        ForeignKey key = catalog.table(root, PARENT).referencedBy().get(0);
        assertThat(key.child()).isEqualTo(CHILD);
        assertThat(key.childColumns()).containsExactly("p");
        assertThat(key.parentColumns()).containsExactly("id");
        assertThat(key.onDelete()).isEqualTo(ForeignKey.Rule.CASCADE);
        assertThat(key.cascades()).isTrue();
        root.query("ALTER TABLE shop.child DROP FOREIGN KEY fk_p");
        catalog.invalidate(CHILD);
        assertThat(catalog.table(root, PARENT).referencedBy()).isEmpty();
    }

    private static void missing(TableCatalog catalog, MysqlConnection root) {
        TableName nothing = new TableName("shop", "nothing");
        assertThat(catalog.find(root, nothing)).isEmpty();
        assertThatThrownBy(() -> catalog.require(root, List.of(PARENT, nothing)))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_MISSING))
                .hasMessageContaining("shop.nothing");
        assertThat(catalog.names(root)).contains(PARENT, CHILD, KEYLESS);
    }

    private static void bookkeeping(MysqlServer server, MysqlConnection root, Flavor flavor)
            throws Exception {
        server.createUser("weak", "w", plugin(flavor), "SELECT ON shop.*");
        try (MysqlConnection weak = connect(server, "weak", "w")) {
            assertThatThrownBy(() -> Bookkeeping.ensure(weak))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                    .hasMessageContaining("CREATE TABLE IF NOT EXISTS `retl`.`retl_checkpoint`")
                    .hasMessageContaining("ON `retl`.* TO 'weak'@'%'");
        }
        for (String statement : Bookkeeping.script().split(";\n?")) {
            root.query(statement);
        }
        root.query("DROP DATABASE retl");
        Bookkeeping.ensure(root);
        Bookkeeping.ensure(root);
        root.query(
                "INSERT INTO retl.retl_checkpoint (pipeline, slot, epoch, group_number,"
                        + " low_water_mark, transactions) VALUES ('p', 0, 1, 1, '', '')");
        root.query("ALTER TABLE retl.retl_quarantine DROP COLUMN kind");
        assertThatThrownBy(() -> Bookkeeping.ensure(root))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_READY))
                .hasMessageContaining("retl_quarantine");
    }

    private static void checks(MysqlServer server, TableCatalog catalog, MysqlConnection root) {
        List<TargetTable> tables =
                List.copyOf(catalog.require(root, List.of(PARENT, CHILD, KEYLESS)).values());
        assertThat(TargetChecks.check(root, tables, Long.MAX_VALUE))
                .anySatisfy(n -> assertThat(n).contains("shop.keyless").contains("roll back"))
                .anySatisfy(n -> assertThat(n).contains("shop.child").contains("triggers"))
                .anySatisfy(n -> assertThat(n).contains("max_allowed_packet"));
        try (MysqlConnection weak = connect(server, "weak", "w")) {
            assertThatThrownBy(() -> TargetChecks.check(weak, tables, 0))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                    .hasMessageContaining("shop.parent")
                    .hasMessageContaining("ON `shop`.* TO 'weak'@'%'");
            root.query("SET GLOBAL read_only=ON");
            assertThatThrownBy(() -> TargetChecks.check(weak, tables, 0))
                    .hasMessageContaining("read-only");
        }
    }

    private static String plugin(Flavor flavor) {
        return flavor == Flavor.MYSQL_9 ? "caching_sha2_password" : "mysql_native_password";
    }
}
