package dev.otter.testkit.workload.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EveryTypeIT {

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void all_edges_are_stored_and_changed_exactly(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                Connection connection = server.connect("root", "", "mysql")) {
            EveryType types = new EveryType("types", ServerFeatures.of(connection));
            types.createTables(connection);
            assertThat(types.edgeRows(connection)).isGreaterThan(1000);
            exact(connection);
            for (int seed = 1; seed <= 3; seed++) {
                assertThat(types.mutate(connection, seed)).isGreaterThan(1000);
            }
        }
    }

    /** Values that are easily lost on the way into a server. */
    private static void exact(Connection connection) throws SQLException {
        assertSome(connection, "floats WHERE CONCAT(c1)='-0'");
        assertSome(connection, "floats WHERE CONCAT(c2)='-0'");
        assertSome(connection, "dates WHERE c1=0");
        assertSome(connection, "dates WHERE c2='2020-00-15'");
        assertSome(connection, "enums WHERE c1=0");
        assertSome(connection, "text_latin1 WHERE LENGTH(c3)=256");
        assertSome(connection, "big_values WHERE LENGTH(c1)=1048576");
        assertSome(connection, "json WHERE JSON_TYPE(c1)='DECIMAL'");
        assertSome(connection, "json WHERE JSON_TYPE(c2) IN ('BLOB','OPAQUE','BIT')");
        assertSome(connection, "times WHERE c7='-838:59:58.999999'");
    }

    private static void assertSome(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM types." + from)) {
            rows.next();
            assertThat(rows.getInt(1)).as(from).isPositive();
        }
    }
}
