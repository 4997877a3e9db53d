package dev.otter.manager.check;

import dev.otter.binlog.stream.SourceChecks;
import dev.otter.binlog.stream.SourceProblem;
import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.binlog.wire.TlsMode;
import dev.otter.binlog.wire.WireException;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connects with the very client that nodes use, looks, and changes nothing. The address is made of
 * host and port alone; there is no text of parameters that could make it do anything else. For any
 * thread; takes at most some {@link #CONNECT_LIMIT} and {@link #ANSWER_LIMIT} per question.
 */
public final class EndpointCheck {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final long CLOCK_ADVICE_MILLIS = 2_000;
    private static final int TABLES_SHOWN = 1_000;

    private final InstantSource clock;

    public EndpointCheck(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks at everything that matters for a source; failures are findings, not exceptions. */
    public Report run(Endpoint endpoint) {
        if (!endpoint.type().readable()) {
            return answers(endpoint);
        }
        try (MysqlConnection connection = MysqlConnection.connect(address(endpoint))) {
            List<Finding> findings = new ArrayList<>();
            findings.add(connected(connection, endpoint));
            findings.add(version(connection.serverVersion(), endpoint));
            log(connection, findings);
            findings.add(characterSet(connection));
            findings.add(clock(connection));
            return new Report(true, connection.serverVersion().text(), findings);
        } catch (WireException e) {
            return new Report(false, "", List.of(unreachable(e)));
        }
    }

    /** Only whether somebody listens: nodes look at the rest, whenever a pipeline starts. */
    private static Report answers(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
            socket.connect(address, Math.toIntExact(CONNECT_LIMIT.toMillis()));
            return new Report(
                    true,
                    "",
                    List.of(
                            new Finding(
                                    Finding.Topic.CONNECTION,
                                    Finding.Level.ADVICE,
                                    "a server listens at " + endpoint,
                                    endpoint.type() == Endpoint.Type.KAFKA
                                            ? "Account, rights and topics of Kafka are looked at by"
                                                    + " the node when a pipeline starts."
                                            : "Account, privileges and tables of "
                                                    + endpoint.type().title()
                                                    + " are looked at by the node when a pipeline"
                                                    + " starts.")));
        } catch (IOException e) {
            return new Report(
                    false,
                    "",
                    List.of(
                            new Finding(
                                    Finding.Topic.CONNECTION,
                                    Finding.Level.PROBLEM,
                                    endpoint + " does not answer: " + e.getMessage(),
                                    "Check host and port, that the server runs, and that no"
                                            + " firewall is in between.")));
        }
    }

    /**
     * Tables that the account can see and one of the patterns chooses.
     *
     * @throws OtterException when the database cannot be asked
     */
    public MatchingTables matching(Endpoint endpoint, List<TablePattern> patterns) {
        if (!endpoint.type().readable()) {
            throw new OtterException(
                    ErrorCode.KIND_NOT_READABLE,
                    endpoint.type().title() + " can be a target only",
                    endpoint.toString(),
                    "Choose an endpoint of type mysql or mariadb as the source.");
        }
        try (MysqlConnection connection = MysqlConnection.connect(address(endpoint))) {
            QueryResult rows =
                    connection.query(
                            "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE"
                                    + " TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_SCHEMA,"
                                    + " TABLE_NAME");
            List<String> found = new ArrayList<>();
            int total = 0;
            for (int i = 0; i < rows.size(); i++) {
                TableName table = new TableName(rows.string(i, 0), rows.string(i, 1));
                boolean system = TablePattern.SYSTEM_SCHEMAS.contains(table.database());
                if (!system && patterns.stream().anyMatch(pattern -> pattern.matches(table))) {
                    total++;
                    if (found.size() < TABLES_SHOWN) {
                        found.add(table.toString());
                    }
                }
            }
            return new MatchingTables(found, total);
        } catch (WireException e) {
            Finding finding = unreachable(e);
            throw new OtterException(
                    e instanceof AuthRefusedException
                            ? ErrorCode.ACCESS_DENIED
                            : ErrorCode.ENDPOINT_UNREACHABLE,
                    finding.text(),
                    endpoint.toString(),
                    finding.remedy(),
                    e);
        }
    }

    private static MysqlEndpoint address(Endpoint endpoint) {
        return new MysqlEndpoint(
                endpoint.host(),
                endpoint.port(),
                endpoint.user(),
                endpoint.password(),
                TlsMode.valueOf(endpoint.tls().name()),
                Optional.empty(),
                CONNECT_LIMIT,
                ANSWER_LIMIT);
    }

    private static Finding unreachable(WireException e) {
        String remedy =
                e instanceof AuthRefusedException
                        ? "Check user and password, and that the account may come from this"
                                + " machine."
                        : "Check host and port, that the server runs, and that no firewall is in"
                                + " between.";
        return new Finding(Finding.Topic.CONNECTION, Finding.Level.PROBLEM, e.getMessage(), remedy);
    }

    private static Finding connected(MysqlConnection connection, Endpoint endpoint) {
        boolean encrypted = connection.encrypted();
        return new Finding(
                Finding.Topic.CONNECTION,
                encrypted ? Finding.Level.GOOD : Finding.Level.ADVICE,
                "connected to " + endpoint + (encrypted ? " with TLS" : " without TLS"),
                encrypted ? "" : "Switch on TLS at the server if the network is not trusted.");
    }

    private static Finding version(ServerVersion version, Endpoint endpoint) {
        boolean declaredMariaDb = endpoint.type() == Endpoint.Type.MARIADB;
        if (version.mariaDb() != declaredMariaDb) {
            return new Finding(
                    Finding.Topic.VERSION,
                    Finding.Level.PROBLEM,
                    "the server is " + version.text() + ", which is not the endpoint's type",
                    "Set the type to " + (version.mariaDb() ? "mariadb" : "mysql") + ".");
        }
        if (!version.mariaDb() && !version.atLeast(5, 7, 0)) {
            return new Finding(
                    Finding.Topic.VERSION,
                    Finding.Level.PROBLEM,
                    "the server is MySQL " + version.text(),
                    "Use MySQL 5.7 or newer.");
        }
        return new Finding(
                Finding.Topic.VERSION,
                Finding.Level.GOOD,
                "the server is " + (version.mariaDb() ? "" : "MySQL ") + version.text(),
                "");
    }

    private static void log(MysqlConnection connection, List<Finding> findings) {
        boolean rights = true;
        boolean log = true;
        for (SourceProblem problem : SourceChecks.run(connection)) {
            boolean right = problem.code().startsWith("source.right");
            boolean error = problem.severity() == SourceProblem.Severity.ERROR;
            rights &= !(right && error);
            log &= right || !error;
            findings.add(
                    new Finding(
                            right ? Finding.Topic.PRIVILEGES : Finding.Topic.LOG,
                            error ? Finding.Level.PROBLEM : Finding.Level.ADVICE,
                            problem.text(),
                            problem.remedy()));
        }
        if (rights) {
            findings.add(
                    new Finding(
                            Finding.Topic.PRIVILEGES,
                            Finding.Level.GOOD,
                            "the account may read the log",
                            ""));
        }
        if (log) {
            findings.add(
                    new Finding(
                            Finding.Topic.LOG,
                            Finding.Level.GOOD,
                            "the server writes its changes as rows",
                            ""));
        }
    }

    private static Finding characterSet(MysqlConnection connection) {
        String name = connection.query("SELECT @@character_set_server").string(0, 0);
        boolean wide = name.equals("utf8mb4");
        return new Finding(
                Finding.Topic.CHARACTER_SET,
                wide ? Finding.Level.GOOD : Finding.Level.ADVICE,
                "new databases get the character set " + name,
                wide
                        ? ""
                        : "Values are carried over in any character set; use utf8mb4 for new"
                                + " tables, for it holds every character.");
    }

    private Finding clock(MysqlConnection connection) {
        long before = clock.millis();
        String seconds = connection.query("SELECT UNIX_TIMESTAMP(NOW(6))").string(0, 0);
        long middle = (before + clock.millis()) / 2;
        long ahead = Math.round(Double.parseDouble(seconds) * 1_000) - middle;
        boolean near = Math.abs(ahead) <= CLOCK_ADVICE_MILLIS;
        return new Finding(
                Finding.Topic.CLOCK,
                near ? Finding.Level.GOOD : Finding.Level.ADVICE,
                "the server's clock is %d ms %s the manager's"
                        .formatted(Math.abs(ahead), ahead < 0 ? "behind" : "ahead of"),
                near ? "" : "Keep both in step with NTP; lag is told by the source's clock.");
    }
}
