package dev.otter.model.channel;

/**
 * A database that pipelines read from or write to.
 *
 * @param name the endpoint's name in the configuration
 * @param type kind of database
 * @param host name or address
 * @param port TCP port
 * @param user account
 * @param password the account's password; never printed
 * @param tls how TLS is used
 */
public record Endpoint(
        String name, Type type, String host, int port, String user, String password, TlsMode tls) {

    /** Kind of database. */
    public enum Type {
        MYSQL,
        MARIADB
    }

    @Override
    public String toString() {
        return name + " (" + user + "@" + host + ":" + port + ")";
    }
}
