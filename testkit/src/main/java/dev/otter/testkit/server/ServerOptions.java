package dev.otter.testkit.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns a spec into the options its server understands. */
final class ServerOptions {
    private ServerOptions() {}

    static List<String> of(ServerSpec spec, Path folder, int port) {
        List<String> options = new ArrayList<>();
        options.add("--datadir=" + folder.resolve("data"));
        options.add("--socket=" + folder.resolve("s"));
        options.add("--pid-file=" + folder.resolve("pid"));
        options.add("--log-error=" + folder.resolve("error.log"));
        options.add("--bind-address=127.0.0.1");
        options.add("--port=" + port);
        options.add("--server-id=" + (spec.serverId() == 0 ? port : spec.serverId()));
        options.add("--log-bin=binlog");
        options.add("--binlog-format=ROW");
        options.add("--binlog-row-image=" + spec.rowImage());
        options.add("--character-set-server=utf8mb4");
        // The archives hold no time zone tables.
        options.add("--default-time-zone=+00:00");
        options.add("--secure-file-priv=");
        options.add("--sync-binlog=" + (spec.durable() ? 1 : 0));
        // 2 writes at each commit, so that a killed server loses nothing the binary log has.
        options.add("--innodb-flush-log-at-trx-commit=" + (spec.durable() ? 1 : 2));
        options.addAll(ofFlavor(spec));
        options.addAll(Account.serverOptions());
        options.addAll(spec.options());
        return List.copyOf(options);
    }

    private static List<String> ofFlavor(ServerSpec spec) {
        List<String> options = new ArrayList<>();
        switch (spec.flavor()) {
            case MYSQL_5_7 -> {
                options.addAll(gtid(spec));
                options.add("--log-slave-updates=ON");
            }
            case MYSQL_8_0 -> {
                options.addAll(gtid(spec));
                options.add("--mysqlx=OFF");
                options.add("--binlog-row-metadata=" + spec.rowMetadata());
            }
            case MYSQL_9 -> {
                options.addAll(gtid(spec));
                options.add("--mysqlx=OFF");
                options.add("--binlog-row-metadata=" + spec.rowMetadata());
                options.add("--binlog-transaction-compression=" + onOff(spec.compressed()));
            }
            case MARIADB -> {
                // It would make a fresh RSA key at each start, which takes 6 s and more.
                options.add("--skip-ssl");
                options.add("--log-slave-updates=ON");
                options.add("--binlog-row-metadata=" + spec.rowMetadata());
                options.add("--log-bin-compress=" + onOff(spec.compressed()));
            }
        }
        return options;
    }

    private static List<String> gtid(ServerSpec spec) {
        return List.of(
                "--gtid-mode=" + onOff(spec.gtid()),
                "--enforce-gtid-consistency=" + onOff(spec.gtid()));
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
