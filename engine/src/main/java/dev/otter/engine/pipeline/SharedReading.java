package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.engine.relay.LogRelays;
import dev.otter.engine.relay.RelaySource;
import dev.otter.engine.relay.SharedLog;
import dev.otter.engine.select.ServerIdentity;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.LogSharing;

/** Whether and where a pipeline may share the reader of its source. Stateless. */
final class SharedReading {
    private SharedReading() {}

    /**
     * The pipeline's way to the shared reader. Servers before 5.7 do not tell where a transaction
     * begins, MariaDB's streams begin otherwise: there each reads on his own.
     *
     * @param from a connection to the source
     * @param identity which server that is
     */
    static SharedLog of(
            LogRelays relays,
            Endpoint source,
            MysqlConnection from,
            String identity,
            boolean gtids) {
        ServerVersion version = from.serverVersion();
        if (source.share().when() == LogSharing.When.NEVER
                || version.mariaDb()
                || !version.mysqlAtLeast(5, 7, 0)) {
            return SharedLog.NONE;
        }
        return relays.log(
                new RelaySource(Endpoints.wire(source), identity, ServerIdentity::of, gtids),
                source.share());
    }
}
