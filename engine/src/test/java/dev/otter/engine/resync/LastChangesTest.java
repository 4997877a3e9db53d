package dev.otter.engine.resync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.resync.PresentRows.Found;
import dev.otter.engine.resync.PresentRows.Look;
import dev.otter.engine.resync.PresentRows.Wanted;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Present rows take the place of a transaction's rows, each key once and in its place. */
class LastChangesTest {
    private static final ColumnType TINY = new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0);
    private static final TableName NAME = new TableName("shop", "t");
    private static final SourceTable LOGGED =
            new SourceTable(
                    NAME, List.of(LogColumn.plain("id", TINY), LogColumn.plain("v", TINY)));

    private static TableColumn column(int index, String name, String type, boolean nullable) {
        return new TableColumn(
                name,
                index,
                type.replaceAll("[( ].*", ""),
                type,
                "",
                "",
                List.of(),
                nullable,
                false,
                false,
                false,
                false,
                false);
    }

    private static TargetTable table(TableColumn... columns) {
        return new TargetTable(
                NAME,
                "InnoDB",
                List.of(columns),
                List.of(
                        new TableIndex(
                                "PRIMARY", true, true, List.of(new TableIndex.Part(0, 0)))),
                List.of(),
                List.of(),
                List.of());
    }

    private static final TargetTable NOW =
            table(column(0, "id", "tinyint", false), column(1, "v", "tinyint", true));
    private static final ReadTable READ = ReadTable.of(NOW);
    private static final Look LOOK =
            new Look(
                    Optional.of(new Twin(LOGGED)),
                    Optional.of(new KeyedShape(LOGGED, READ, false)),
                    Optional.empty(),
                    0);

    private static RowChanges rows(ChangeKind kind, int... cells) {
        byte[] bytes = new byte[cells.length];
        int[] offsets = new int[cells.length];
        int[] lengths = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = (byte) cells[i];
            offsets[i] = i;
            lengths[i] = cells[i] == Integer.MIN_VALUE ? RowChanges.ABSENT : 1;
        }
        return new RowChanges(
                kind, LOGGED, NAME, true, new RowChanges.Cells(bytes, offsets, lengths));
    }

    /** The source has these rows now; {@code null} stands for one that cannot be read. */
    private static List<String> sent(
            boolean vanishedToo, Map<Integer, Integer> now, RowChanges... changes) {
        LastChanges last = new LastChanges(List.of(changes), _ -> LOOK, vanishedToo);
        Map<KeyBytes, RowChanges> present = new HashMap<>();
        Set<KeyBytes> gone = new HashSet<>();
        for (Wanted one : last.wanted()) {
            int id = one.key().bytes()[4];
            if (!now.containsKey(id)) {
                gone.add(one.key());
            } else if (now.get(id) != null) {
                present.put(one.key(), present(id, now.get(id)));
            }
        }
        return last.with(new Found(present, gone)).stream().map(LastChangesTest::text).toList();
    }

    private static RowChanges present(int id, int v) {
        byte[] text = (id + "" + v).getBytes(StandardCharsets.US_ASCII);
        int split = Integer.toString(id).length();
        return READ.present(text, new int[] {0, split}, new int[] {split, text.length - split});
    }

    private static String text(RowChanges change) {
        assertThat(change.source().readAgain()).isTrue();
        assertThat(change.foreignKeyChecks()).isFalse();
        StringBuilder text = new StringBuilder(change.kind().toString());
        for (int i = 0; i < change.lengths().length; i++) {
            text.append(' ')
                    .append(change.length(i) < 0 ? "-" : change.bytes()[change.offset(i)]);
        }
        return text.toString();
    }

    @Test
    void the_present_row_is_sent_once_and_where_it_was_changed_last() {
        assertThat(
                        sent(
                                true,
                                Map.of(1, 9, 2, 8),
                                rows(ChangeKind.INSERT, 1, 1, 2, 2),
                                rows(ChangeKind.UPDATE, 1, 1, 1, 3)))
                .containsExactly("INSERT 2 8", "INSERT 1 9");
    }

    @Test
    void what_is_deleted_in_the_end_is_not_read() {
        RowChanges[] changes = {
            rows(ChangeKind.INSERT, 1, 1), rows(ChangeKind.DELETE, 1, 1)
        };
        assertThat(new LastChanges(List.of(changes), _ -> LOOK, true).wanted()).isEmpty();
        assertThat(sent(true, Map.of(1, 9), changes)).containsExactly("DELETE 1 1");
    }

    @Test
    void what_is_deleted_and_comes_back_is() {
        assertThat(
                        sent(
                                true,
                                Map.of(1, 9),
                                rows(ChangeKind.DELETE, 1, 1),
                                rows(ChangeKind.INSERT, 1, 2)))
                .containsExactly("DELETE 1 1", "INSERT 1 9");
    }

    @Test
    void a_row_that_is_gone_is_sent_as_the_log_has_it_or_not_at_all() {
        RowChanges[] changes = {
            rows(ChangeKind.INSERT, 1, 1), rows(ChangeKind.UPDATE, 1, 1, 1, 2)
        };
        assertThat(sent(true, Map.of(), changes)).containsExactly("INSERT 1 1", "UPDATE 1 1 1 2");
        assertThat(sent(false, Map.of(), changes)).isEmpty();
    }

    @Test
    void a_row_that_cannot_be_read_is_sent_as_the_log_has_it_whatever_is_wanted() {
        Map<Integer, Integer> unreadable = new HashMap<>();
        unreadable.put(1, null);
        assertThat(sent(false, unreadable, rows(ChangeKind.INSERT, 1, 1)))
                .containsExactly("INSERT 1 1");
    }

    @Test
    void a_changed_key_deletes_the_old_one() {
        assertThat(sent(true, Map.of(2, 9), rows(ChangeKind.UPDATE, 1, 1, 2, 1)))
                .containsExactly("DELETE 1 1", "INSERT 2 9");
        assertThat(sent(false, Map.of(), rows(ChangeKind.UPDATE, 1, 1, 2, 1)))
                .containsExactly("DELETE 1 1");
        assertThat(sent(true, Map.of(), rows(ChangeKind.UPDATE, 1, 1, 2, 1)))
                .containsExactly("UPDATE 1 1 2 1");
    }

    @Test
    void two_rows_that_change_their_keys_in_a_circle_are_both_there() {
        assertThat(
                        sent(
                                true,
                                Map.of(1, 20, 2, 10),
                                rows(ChangeKind.UPDATE, 1, 10, 3, 10),
                                rows(ChangeKind.UPDATE, 2, 20, 1, 20),
                                rows(ChangeKind.UPDATE, 3, 10, 2, 10)))
                .containsExactly(
                        "DELETE 1 10", "DELETE 2 20", "INSERT 1 20", "DELETE 3 10", "INSERT 2 10");
    }

    @Test
    void a_key_that_the_image_after_leaves_out_is_that_of_before() {
        assertThat(
                        sent(
                                true,
                                Map.of(1, 9),
                                rows(ChangeKind.UPDATE, 1, 5, Integer.MIN_VALUE, 6)))
                .containsExactly("INSERT 1 9");
    }

    @Test
    void the_statement_finds_the_row_by_its_key_and_waits_for_its_writer() {
        KeyedShape keyed = LOOK.keyed().orElseThrow();
        String sql =
                new String(
                        keyed.select(rows(ChangeKind.INSERT, 7, 1), 0, 0),
                        StandardCharsets.UTF_8);
        assertThat(sql).endsWith("`id`=7 LOCK IN SHARE MODE");
    }

    @Test
    void a_table_that_is_wider_than_the_target_s_is_not_read() {
        TargetTable wide =
                table(column(0, "id", "tinyint", false), column(1, "v", "int", true));
        assertThat(SourceFit.narrower(NOW, NOW, Optional.empty())).isEmpty();
        assertThat(SourceFit.narrower(NOW, wide, Optional.empty())).isEmpty();
        assertThat(SourceFit.narrower(wide, NOW, Optional.empty()))
                .hasValueSatisfying(why -> assertThat(why).contains("column v"));
        TargetTable stricter =
                table(column(0, "id", "tinyint", false), column(1, "v", "tinyint", false));
        assertThat(SourceFit.narrower(NOW, stricter, Optional.empty())).isPresent();
        TargetTable keyed =
                new TargetTable(
                        NAME,
                        "InnoDB",
                        NOW.columns(),
                        List.of(
                                NOW.indexes().getFirst(),
                                new TableIndex(
                                        "u", false, true, List.of(new TableIndex.Part(1, 0)))),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(SourceFit.narrower(NOW, keyed, Optional.empty()))
                .hasValueSatisfying(why -> assertThat(why).contains("unique key like u"));
        assertThat(SourceFit.narrower(keyed, NOW, Optional.empty())).isEmpty();
    }

    @Test
    void a_table_from_which_the_server_cascades_is_never_read() {
        ForeignKey key =
                new ForeignKey(
                        "f",
                        new TableName("shop", "c"),
                        List.of("t"),
                        NAME,
                        List.of("id"),
                        ForeignKey.Rule.RESTRICT,
                        ForeignKey.Rule.CASCADE);
        TargetTable parent =
                new TargetTable(
                        NAME,
                        "InnoDB",
                        NOW.columns(),
                        NOW.indexes(),
                        List.of(),
                        List.of(key),
                        List.of());
        assertThat(SourceFit.never(parent)).isPresent();
        assertThat(SourceFit.never(NOW)).isEmpty();
        assertThat(SourceFit.otherThan(LOGGED, NOW)).isEmpty();
        assertThat(SourceFit.otherThan(LOGGED, table(column(0, "id", "tinyint", false))))
                .isPresent();
    }
}
