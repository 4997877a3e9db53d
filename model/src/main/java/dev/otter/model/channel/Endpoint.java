package dev.otter.model.channel;

import java.util.Optional;

/**
 * A database that pipelines read from or write to, or Kafka, which they write to.
 *
 * @param name the endpoint's name in the configuration
 * @param type kind of database
 * @param host name or address
 * @param port TCP port
 * @param user account
 * @param password the account's password; never printed
 * @param tls how TLS is used
 * @param failover what stands in for it as a source when it dies
 * @param database the one database of a PostgreSQL server that is meant, or Oracle's service name;
 *     empty for other kinds
 * @param kafka what Kafka has that databases do not; empty for other kinds. Host and port are those
 *     of its first broker, and an empty user means that none is named
 * @param share whether pipelines that read it may share a connection
 */
public record Endpoint(
        String name,
        Type type,
        String host,
        int port,
        String user,
        String password,
        TlsMode tls,
        Optional<Failover> failover,
        String database,
        Optional<KafkaSettings> kafka,
        LogSharing share) {

    /** One whose log is shared where the process is told so. */
    public Endpoint(
            String name,
            Type type,
            String host,
            int port,
            String user,
            String password,
            TlsMode tls,
            Optional<Failover> failover,
            String database,
            Optional<KafkaSettings> kafka) {
        this(
                name,
                type,
                host,
                port,
                user,
                password,
                tls,
                failover,
                database,
                kafka,
                LogSharing.AUTO);
    }

    /** A database. */
    public Endpoint(
            String name,
            Type type,
            String host,
            int port,
            String user,
            String password,
            TlsMode tls,
            Optional<Failover> failover,
            String database) {
        this(name, type, host, port, user, password, tls, failover, database, Optional.empty());
    }

    /** One without standbys, whose databases are named by tables. */
    public Endpoint(
            String name,
            Type type,
            String host,
            int port,
            String user,
            String password,
            TlsMode tls) {
        this(name, type, host, port, user, password, tls, Optional.empty(), "");
    }

    /** Kind of database. */
    public enum Type {
        MYSQL,
        MARIADB,
        /** A target only. */
        POSTGRESQL,
        /** A target only. */
        KAFKA,
        /** A target only. */
        ORACLE;

        /** The port that servers of this kind listen on unless told otherwise. */
        public int defaultPort() {
            return switch (this) {
                case MYSQL, MARIADB -> 3306;
                case POSTGRESQL -> 5432;
                case KAFKA -> 9092;
                case ORACLE -> 1521;
            };
        }

        /** The product's name. */
        public String title() {
            return switch (this) {
                case MYSQL -> "MySQL";
                case MARIADB -> "MariaDB";
                case POSTGRESQL -> "PostgreSQL";
                case KAFKA -> "Kafka";
                case ORACLE -> "Oracle";
            };
        }

        /** Whether changes can be read from it; others are targets only. */
        public boolean readable() {
            return switch (this) {
                case MYSQL, MARIADB -> true;
                case POSTGRESQL, KAFKA, ORACLE -> false;
            };
        }

        /** Whether an endpoint names one database of the server, or the service of an Oracle. */
        public boolean namesDatabase() {
            return switch (this) {
                case POSTGRESQL, ORACLE -> true;
                case MYSQL, MARIADB, KAFKA -> false;
            };
        }
    }

    /** The server that it names itself. */
    public Failover.Server server() {
        return new Failover.Server(host, port);
    }

    /** The same account at another server. */
    public Endpoint at(Failover.Server server) {
        return new Endpoint(
                name,
                type,
                server.host(),
                server.port(),
                user,
                password,
                tls,
                failover,
                database,
                kafka,
                share);
    }

    /** The same with a database, or a service name; for PostgreSQL and Oracle. */
    public Endpoint withDatabase(String named) {
        return new Endpoint(
                name, type, host, port, user, password, tls, failover, named, kafka, share);
    }

    /** The same with standbys. */
    public Endpoint withFailover(Failover standbys) {
        return new Endpoint(
                name,
                type,
                host,
                port,
                user,
                password,
                tls,
                Optional.of(standbys),
                database,
                kafka,
                share);
    }

    /** The same with the settings of Kafka; for Kafka. */
    public Endpoint withKafka(KafkaSettings settings) {
        return new Endpoint(
                name,
                type,
                host,
                port,
                user,
                password,
                tls,
                failover,
                database,
                Optional.of(settings),
                share);
    }

    /** The same with another way of sharing. */
    public Endpoint withShare(LogSharing other) {
        return new Endpoint(
                name,
                type,
                host,
                port,
                user,
                password,
                tls,
                failover,
                database,
                kafka,
                other);
    }

    @Override
    public String toString() {
        return name + " (" + (user.isEmpty() ? "" : user + "@") + host + ":" + port + ")";
    }
}
