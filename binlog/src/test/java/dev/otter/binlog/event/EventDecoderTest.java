package dev.otter.binlog.event;

import static dev.otter.binlog.event.Samples.body;
import static dev.otter.binlog.event.Samples.decode;
import static dev.otter.binlog.event.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.BinlogFormatException.Code;
import dev.otter.binlog.event.Samples.Body;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    private static final int[] TWO_INTS = {3, 8};

    private final EventDecoder decoder = Samples.decoder(Samples.MYSQL);

    @Test
    void format_description_tells_version_and_checksums() {
        Event event = decode(new EventDecoder(), Samples.format(Samples.MARIADB));

        assertThat(event)
                .isInstanceOfSatisfying(
                        Event.FormatDescription.class,
                        format -> {
                            assertThat(format.serverVersion()).isEqualTo(Samples.MARIADB);
                            assertThat(format.mariadb()).isTrue();
                            assertThat(format.checksums()).isTrue();
                        });
    }

    @Test
    void artificial_rotation_is_read_before_the_description_with_and_without_checksum() {
        for (boolean checksum : new boolean[] {true, false}) {
            byte[] bytes = event(4, 0x20, 0, body().u(8, 4).text("bin.000003"), checksum);

            Event event = decode(new EventDecoder(), bytes);

            assertThat(event)
                    .isInstanceOfSatisfying(
                            Event.Rotate.class,
                            rotate -> {
                                assertThat(rotate.file()).isEqualTo("bin.000003");
                                assertThat(rotate.position()).isEqualTo(4);
                                assertThat(rotate.header().artificial()).isTrue();
                            });
        }
    }

    @Test
    void flipped_bit_is_a_checksum_error_with_place() {
        byte[] bytes = event(EventType.XID, body().u(8, 42));
        bytes[21] ^= 1;

        assertThatThrownBy(() -> decode(decoder, bytes))
                .isInstanceOfSatisfying(
                        BinlogFormatException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(Code.CHECKSUM);
                            assertThat(e.where()).contains("1000");
                        });
    }

    @Test
    void log_without_checksums_is_read() {
        EventDecoder plain = new EventDecoder();
        decode(plain, event(15, Samples.formatBody(Samples.MYSQL, 0)));

        Event event = decode(plain, event(16, 0, 99, body().u(8, 42), false));

        assertThat(((Xid) event).xid()).isEqualTo(42);
    }

    @Test
    void event_before_the_description_is_refused() {
        byte[] bytes = event(EventType.XID, body().u(8, 42));

        assertThatThrownBy(() -> decode(new EventDecoder(), bytes))
                .isInstanceOf(BinlogFormatException.class)
                .hasMessageContaining("before the format description");
    }

    @Test
    void unknown_type_is_an_error_unless_the_server_says_ignorable() {
        byte[] unknown = event(77, body().u(8, 1));
        byte[] ignorable = event(77, 0x80, 5, body().u(8, 1), true);

        assertThat(decode(decoder, ignorable)).isInstanceOf(Event.Ignored.class);
        assertThatThrownBy(() -> decode(decoder, unknown))
                .isInstanceOfSatisfying(
                        BinlogFormatException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.UNKNOWN_EVENT));
    }

    @Test
    void gtid_of_5_7_has_source_number_and_logical_clock() {
        Body body =
                body().u(1, 1)
                        .bytes(0x3E, 0x11, 0xFA, 0x47, 0x71, 0xCA, 0x11, 0xE1)
                        .bytes(0x9E, 0x33, 0xC8, 0x0A, 0xA9, 0x42, 0x95, 0x62)
                        .u(8, 23)
                        .u(1, 2)
                        .u(8, 5)
                        .u(8, 6);

        Gtid gtid = (Gtid) decode(decoder, event(EventType.GTID, body));

        assertThat(gtid.text()).isEqualTo("3e11fa47-71ca-11e1-9e33-c80aa9429562:23");
        assertThat(gtid.lastCommitted()).isEqualTo(5);
        assertThat(gtid.sequenceNumber()).isEqualTo(6);
        assertThat(gtid.immediateCommitMicros()).isZero();
    }

    @Test
    void gtid_of_8_0_has_both_commit_times_and_the_length() {
        Body body = body().u(1, 0).u(8, 1).u(8, 2).u(8, 23).u(1, 2).u(8, 5).u(8, 6);
        body.u(7, 1_700_000_000_000_001L | 1L << 55).u(7, 1_600_000_000_000_002L);
        body.u(1, 252).u(2, 1234).u(4, 80012);

        Gtid gtid = (Gtid) decode(decoder, event(EventType.GTID, body));

        assertThat(gtid.immediateCommitMicros()).isEqualTo(1_700_000_000_000_001L);
        assertThat(gtid.originalCommitMicros()).isEqualTo(1_600_000_000_000_002L);
        assertThat(gtid.transactionLength()).isEqualTo(1234);
    }

    @Test
    void tagged_gtid_is_read() {
        Body fields =
                body().bytes(0, 2) // flags 1
                        .bytes(2)
                        .bytes(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28)
                        .bytes(0xFD, 0x03) // 255 in two bytes
                        .bytes(4, 7 << 2) // number 7, zigzag
                        .bytes(6, 6)
                        .text("blu")
                        .bytes(8, 4 << 2)
                        .bytes(10, 5 << 2)
                        .bytes(12, 18)
                        .bytes(16, 100);
        Body body = body().bytes(2, fields.out.length() + 3 << 1, 16);
        body.raw(fields.out.toByteArray());

        Gtid gtid = (Gtid) decode(decoder, event(EventType.GTID_TAGGED, body));

        UUID source = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0eff");
        assertThat(gtid.source()).isEqualTo(source);
        assertThat(gtid.tag()).isEqualTo("blu");
        assertThat(gtid.number()).isEqualTo(7);
        assertThat(gtid.text()).isEqualTo(source + ":blu:7");
        assertThat(gtid.lastCommitted()).isEqualTo(4);
        assertThat(gtid.sequenceNumber()).isEqualTo(5);
        assertThat(gtid.immediateCommitMicros()).isEqualTo(9);
        assertThat(gtid.originalCommitMicros()).isEqualTo(9);
        assertThat(gtid.transactionLength()).isEqualTo(50);
    }

    @Test
    void mariadb_gtid_has_domain_server_number_and_flags() {
        EventDecoder maria = Samples.decoder(Samples.MARIADB);

        Gtid gtid = (Gtid) decode(maria, event(162, body().u(8, 99).u(4, 3).u(1, 33).u(6, 0)));

        assertThat(gtid.text()).isEqualTo("3-7-99");
        assertThat(gtid.standalone()).isTrue();
        assertThat(gtid.ddl()).isTrue();
    }

    @Test
    void query_has_schema_text_and_session() {
        Body status = body().bytes(0).u(4, 1 << 26).bytes(1).u(8, 0x20).bytes(6, 3).text("std");
        status.bytes(4).u(2, 33).u(2, 45).u(2, 8).bytes(5, 6).text("+02:00");
        Body body = body().u(4, 12).u(4, 0).u(1, 4).u(2, 0).u(2, status.out.length());
        body.raw(status.out.toByteArray()).text("shop").u(1, 0).text("DROP TABLE a");

        Query query = (Query) decode(decoder, event(EventType.QUERY, body));

        assertThat(query.schema()).isEqualTo("shop");
        assertThat(query.text()).isEqualTo("DROP TABLE a");
        assertThat(query.begin()).isFalse();
        QueryStatus session = query.status();
        assertThat(session.foreignKeyChecks()).isFalse();
        assertThat(session.uniqueChecks()).isTrue();
        assertThat(session.sqlMode()).hasValue(0x20);
        assertThat(session.clientCharset()).hasValue(33);
        assertThat(session.timeZone()).contains("+02:00");
    }

    @Test
    void table_map_with_all_metadata_is_read() {
        // int unsigned id, varchar name, enum, bigint, geometry, set
        int[] types = {3, 15, 254, 8, 255, 254};
        int[] metadata = {40, 0, 247, 1, 4, 248, 1};
        Body fields = body().field(1, body().bytes(0b1000_0000));
        fields.field(2, body().bytes(45));
        fields.field(4, names("id", "name", "kind", "big", "geo", "many"));
        fields.field(5, body().bytes(2, 1).text("x").bytes(1).text("y"));
        fields.field(6, body().bytes(1, 3).text("one"));
        fields.field(7, body().bytes(1)).field(8, body().bytes(0));
        fields.field(10, body().bytes(33)).field(12, body().bytes(0b1101_1100));

        TableMapped event =
                (TableMapped) decode(decoder, Samples.tableMap(5, types, metadata, fields));

        TableMap table = event.table();
        assertThat(table).hasToString("shop.t");
        assertThat(table.types().toString())
                .isEqualTo(
                        "[INT UNSIGNED, VARCHAR(40), ENUM(1) UNSIGNED, BIGINT, GEOMETRY(4),"
                                + " SET(1) UNSIGNED]");
        TableMetadata extra = table.metadata();
        assertThat(table.name(3)).contains("big");
        assertThat(extra.collations()).containsExactly(-1, 45, 33, -1, -1, 33);
        assertThat(extra.texts().get(2).getFirst()).asString().isEqualTo("one");
        assertThat(extra.texts().get(5)).hasSize(2);
        assertThat(extra.primaryKey()).containsExactly(0);
        assertThat(extra.visible()).containsExactly(true, true, false, true, true, true);
        assertThat(extra.geometryTypes()).containsExactly(-1, -1, -1, -1, 1, -1);
    }

    private static Body names(String... names) {
        Body body = body();
        for (String name : names) {
            body.u(1, name.length()).text(name);
        }
        return body;
    }

    @Test
    void same_bytes_give_the_same_map_and_other_bytes_another() {
        byte[] first = Samples.tableMap(5, TWO_INTS, new int[0], body());
        byte[] other = Samples.tableMap(5, new int[] {3, 2}, new int[0], body());

        TableMap one = ((TableMapped) decode(decoder, first)).table();
        TableMap again = ((TableMapped) decode(decoder, first.clone())).table();
        TableMap changed = ((TableMapped) decode(decoder, other)).table();

        assertThat(again).isSameAs(one);
        assertThat(changed).isNotSameAs(one);
        assertThat(changed.types()).hasSize(2);
    }

    @Test
    void rows_need_a_map_of_their_own_statement() {
        decode(decoder, Samples.tableMap(5, TWO_INTS, new int[0], body()));
        byte[] last = event(EventType.WRITE_ROWS, Samples.rows(5, 1, 2, 1));
        decode(decoder, last);

        assertThatThrownBy(() -> decode(decoder, last))
                .isInstanceOfSatisfying(
                        BinlogFormatException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.UNKNOWN_TABLE));
    }

    @Test
    void rows_tell_kind_flags_and_table() {
        decode(decoder, Samples.tableMap(5, TWO_INTS, new int[0], body()));
        byte[] bytes = event(EventType.UPDATE_ROWS, Samples.rows(5, 1 | 2 | 4, 2, 2));

        RowsEvent rows = (RowsEvent) decode(decoder, bytes);

        assertThat(rows.kind()).isEqualTo(RowsEvent.Kind.UPDATE);
        assertThat(rows.statementEnd()).isTrue();
        assertThat(rows.foreignKeyChecks()).isFalse();
        assertThat(rows.uniqueChecks()).isFalse();
        assertThat(rows.cascadesLogged()).isFalse();
        assertThat(rows.inBefore(0)).isTrue();
        assertThat(rows.table()).hasToString("shop.t");
    }

    @Test
    void rows_tell_that_cascades_are_logged() {
        decode(decoder, Samples.tableMap(5, TWO_INTS, new int[0], body()));

        RowsEvent rows =
                (RowsEvent)
                        decode(
                                decoder,
                                event(EventType.UPDATE_ROWS, Samples.rows(5, 1 | 16, 2, 2)));

        assertThat(rows.cascadesLogged()).isTrue();
        assertThat(rows.foreignKeyChecks()).isTrue();
    }

    @Test
    void map_cache_stays_right_through_growth() {
        for (int id = 1; id <= 5_000; id++) {
            decode(decoder, Samples.tableMap(id, TWO_INTS, new int[0], body()));
        }
        for (int id = 1; id <= 5_000; id++) {
            byte[] rows = event(EventType.WRITE_ROWS, Samples.rows(id, 0, 2, 1));
            assertThat(((RowsEvent) decode(decoder, rows)).table().id()).isEqualTo(id);
        }
    }

    @Test
    void other_events_of_both_servers_are_known() {
        Body heartbeat = body().bytes(1, 5).text("bin.1").bytes(2, 3).bytes(252).u(2, 700);
        assertThat(decode(decoder, event(41, heartbeat.bytes(0))))
                .isInstanceOfSatisfying(
                        Event.Heartbeat.class,
                        e -> assertThat(e.file() + ":" + e.position()).isEqualTo("bin.1:700"));
        assertThat(decode(decoder, event(27, 0, 800, body().text("bin.1"), true)))
                .isInstanceOfSatisfying(
                        Event.Heartbeat.class,
                        e -> assertThat(e.file() + ":" + e.position()).isEqualTo("bin.1:800"));
        assertThat(decode(decoder, event(29, body().bytes(3).text("abc"))))
                .isInstanceOfSatisfying(
                        Event.RowsQuery.class,
                        e -> assertThat(e.sql()).asString().isEqualTo("abc"));
        assertThat(decode(decoder, event(26, body().u(2, 1).bytes(2).text("no"))))
                .isInstanceOfSatisfying(
                        Event.Incident.class, e -> assertThat(e.message()).isEqualTo("no"));
        assertThat(decode(decoder, event(163, body().u(4, 1).u(4, 0).u(4, 1).u(8, 9))))
                .isInstanceOfSatisfying(
                        Event.MariaGtidList.class,
                        e ->
                                assertThat(e.positions())
                                        .isEqualTo(List.of(new Event.MariaPosition(0, 1, 9))));
        Body xa = body().u(1, 0).u(4, 1).u(4, 2).u(4, 1).text("gtb");
        assertThat(decode(decoder, event(38, xa)))
                .isInstanceOfSatisfying(
                        Event.XaPrepare.class,
                        e -> assertThat(e.global()).asString().isEqualTo("gt"));
        assertThat(decode(decoder, event(3, body()))).isInstanceOf(Event.Stop.class);
        assertThat(decode(decoder, event(5, body().u(1, 2).u(8, 7))))
                .isInstanceOf(Event.Context.class);
        assertThat(decode(decoder, event(37, body()))).isInstanceOf(Event.Ignored.class);
        assertThat(decode(decoder, event(17, body()))).isInstanceOf(Event.LoadBlock.class);
        assertThat(decode(decoder, event(35, body().u(8, 0))))
                .isInstanceOf(Event.PreviousGtids.class);
    }
}
