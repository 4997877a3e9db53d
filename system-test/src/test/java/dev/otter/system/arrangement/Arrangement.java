package dev.otter.system.arrangement;

import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import dev.otter.testkit.server.ServerSpec.RowMetadata;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two servers and the options of their logs.
 *
 * @param source writes the log that is read
 * @param target is written to
 */
public record Arrangement(ServerSpec source, ServerSpec target) {

    /** All pairs of versions, each with two opposite sets of options. */
    public static List<Arrangement> all() {
        return List.of(
                of(Flavor.MYSQL_8_0, Flavor.MYSQL_8_0, true, RowImage.FULL, RowMetadata.FULL),
                of(
                        Flavor.MYSQL_8_0,
                        Flavor.MYSQL_8_0,
                        false,
                        RowImage.MINIMAL,
                        RowMetadata.MINIMAL),
                of(Flavor.MYSQL_5_7, Flavor.MYSQL_8_0, true, RowImage.FULL, RowMetadata.MINIMAL),
                of(
                        Flavor.MYSQL_5_7,
                        Flavor.MYSQL_8_0,
                        false,
                        RowImage.MINIMAL,
                        RowMetadata.MINIMAL),
                of(Flavor.MYSQL_8_0, Flavor.MYSQL_5_7, false, RowImage.FULL, RowMetadata.FULL),
                of(Flavor.MYSQL_8_0, Flavor.MYSQL_5_7, true, RowImage.MINIMAL, RowMetadata.MINIMAL),
                of(Flavor.MARIADB, Flavor.MARIADB, true, RowImage.FULL, RowMetadata.FULL),
                compressed(
                        of(
                                Flavor.MARIADB,
                                Flavor.MARIADB,
                                true,
                                RowImage.MINIMAL,
                                RowMetadata.MINIMAL)),
                compressed(
                        of(Flavor.MYSQL_9, Flavor.MYSQL_9, true, RowImage.FULL, RowMetadata.FULL)),
                compressed(
                        of(
                                Flavor.MYSQL_9,
                                Flavor.MYSQL_9,
                                false,
                                RowImage.MINIMAL,
                                RowMetadata.MINIMAL)));
    }

    /**
     * Those that a system property names: {@code all}, or their numbers from 0, separated by
     * commas.
     */
    public static List<Arrangement> chosen(String property, String otherwise) {
        List<Arrangement> all = all();
        String wanted = System.getProperty(property, otherwise);
        return wanted.equals("all")
                ? all
                : Stream.of(wanted.split(",")).map(Integer::valueOf).map(all::get).toList();
    }

    private static Arrangement of(
            Flavor from, Flavor to, boolean gtid, RowImage image, RowMetadata metadata) {
        ServerSpec source =
                ServerSpec.of(from)
                        .withGtid(gtid)
                        .withRowImage(image)
                        .withRowMetadata(metadata)
                        .withServerId(11);
        return new Arrangement(source, ServerSpec.of(to).withGtid(gtid).withServerId(12));
    }

    private static Arrangement compressed(Arrangement plain) {
        return new Arrangement(plain.source.withCompressed(true), plain.target);
    }

    @Override
    public String toString() {
        return "%s -> %s, GTID %s, row image %s, row metadata %s%s"
                .formatted(
                        source.flavor().title(),
                        target.flavor().title(),
                        source.gtid() ? "on" : "off",
                        source.rowImage(),
                        source.rowMetadata(),
                        source.compressed() ? ", compressed" : "");
    }
}
