package dev.otter.engine.relay;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import java.util.function.Function;

/**
 * A server whose log pipelines may share.
 *
 * @param endpoint its address and the account
 * @param identity which server it is, whatever its address
 * @param identify asks a connection for that
 * @param gtids whether its readers find their places by GTIDs
 */
public record RelaySource(
        MysqlEndpoint endpoint,
        String identity,
        Function<MysqlConnection, String> identify,
        boolean gtids) {

    /**
     * Readers with equal keys get the same events at the same places, whichever password they have.
     */
    record Key(String identity, String address, String user, boolean gtids) {}

    Key key() {
        return new Key(identity, endpoint.address(), endpoint.user(), gtids);
    }
}
