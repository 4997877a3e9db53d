package dev.otter.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What kind of server to start. Immutable; the {@code with…} methods answer a changed copy.
 *
 * @param flavor which server
 * @param gtid whether transactions carry global ids (MariaDB always has its own kind)
 * @param rowImage which columns row events carry
 * @param rowMetadata how much the table map events tell; {@code FULL} is refused by MySQL 5.7
 * @param compressed whether the binary log is compressed: whole transactions on MySQL 9, single
 *     events on MariaDB; refused by the others
 * @param durable whether a commit is on the disk before it is answered; relaxed commits survive the
 *     death of the process, not of the machine
 * @param serverId the replication id; 0 takes the port number, which no other live server here has
 * @param options further options of the server, such as {@code --max-allowed-packet=1G}; the last
 *     one wins over everything the kit sets
 */
public record ServerSpec(
        Flavor flavor,
        boolean gtid,
        RowImage rowImage,
        RowMetadata rowMetadata,
        boolean compressed,
        boolean durable,
        long serverId,
        List<String> options) {

    /** Which columns of a row its binary log events carry. */
    public enum RowImage {
        FULL,
        MINIMAL,
        NOBLOB
    }

    /** How much the table map events of the binary log tell about the columns. */
    public enum RowMetadata {
        MINIMAL,
        FULL
    }

    public ServerSpec {
        Objects.requireNonNull(flavor, "flavor");
        Objects.requireNonNull(rowImage, "rowImage");
        Objects.requireNonNull(rowMetadata, "rowMetadata");
        options = List.copyOf(options);
        if (rowMetadata == RowMetadata.FULL && flavor == Flavor.MYSQL_5_7) {
            throw new IllegalArgumentException("MySQL 5.7 has no full row metadata; use 8.0 or 9");
        }
        if (compressed && flavor != Flavor.MYSQL_9 && flavor != Flavor.MARIADB) {
            throw new IllegalArgumentException(
                    flavor.title() + " cannot compress its binary log; use MySQL 9 or MariaDB");
        }
        if (serverId < 0 || serverId > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("server id " + serverId + " is not a 32-bit number");
        }
        for (String option : options) {
            if (!option.startsWith("--")) {
                throw new IllegalArgumentException("option '" + option + "' must start with --");
            }
        }
    }

    /** Global ids on, full row image, minimal metadata, relaxed, id from the port. */
    public static ServerSpec of(Flavor flavor) {
        return new ServerSpec(
                flavor, true, RowImage.FULL, RowMetadata.MINIMAL, false, false, 0, List.of());
    }

    /** The everyday server with the defaults of {@link #of}. */
    public static ServerSpec mysql80() {
        return of(Flavor.MYSQL_8_0);
    }

    public ServerSpec withGtid(boolean on) {
        return new ServerSpec(
                flavor, on, rowImage, rowMetadata, compressed, durable, serverId, options);
    }

    public ServerSpec withRowImage(RowImage image) {
        return new ServerSpec(
                flavor, gtid, image, rowMetadata, compressed, durable, serverId, options);
    }

    public ServerSpec withRowMetadata(RowMetadata metadata) {
        return new ServerSpec(
                flavor, gtid, rowImage, metadata, compressed, durable, serverId, options);
    }

    public ServerSpec withCompressed(boolean on) {
        return new ServerSpec(flavor, gtid, rowImage, rowMetadata, on, durable, serverId, options);
    }

    public ServerSpec withDurable(boolean on) {
        return new ServerSpec(
                flavor, gtid, rowImage, rowMetadata, compressed, on, serverId, options);
    }

    public ServerSpec withServerId(long id) {
        return new ServerSpec(
                flavor, gtid, rowImage, rowMetadata, compressed, durable, id, options);
    }

    /** Adds options after those already there, each as {@code --name} or {@code --name=value}. */
    public ServerSpec withOptions(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new ServerSpec(
                flavor, gtid, rowImage, rowMetadata, compressed, durable, serverId, all);
    }
}
