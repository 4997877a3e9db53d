package dev.otter.testkit.server;

/** The kinds of server the kit can start. */
public enum Flavor {
    /** MySQL 8.0.12, the everyday server. */
    MYSQL_8_0("MySQL 8.0"),
    /** MySQL 5.7.22; speaks no TLS. */
    MYSQL_5_7("MySQL 5.7"),
    /** MariaDB 11.4; its archive must be on the class path. */
    MARIADB("MariaDB"),
    /** MySQL 9; its prefix must have been fetched into the cache before. */
    MYSQL_9("MySQL 9");

    private final String title;

    Flavor(String title) {
        this.title = title;
    }

    /** The name a reader knows it by. */
    public String title() {
        return title;
    }

    /** Whether it is MariaDB, not MySQL. */
    public boolean mariadb() {
        return this == MARIADB;
    }
}
