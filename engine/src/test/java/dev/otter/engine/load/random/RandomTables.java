package dev.otter.engine.load.random;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few tables drawn at random. Columns: k, the primary key (a table may have none); u, often
 * unique; v; and those that refer to other tables' k or u, with any rule. k and u are numbers, or
 * text that ignores case, accents and trailing spaces. Immutable.
 */
public final class RandomTables implements TargetTables {
    /** In place of a value that an image leaves out. */
    public static final Object ABSENT = new Object();

    static final int KEY = 0;
    static final int UNIQUE = 1;
    static final int PLAIN = 2;

    private static final String COLLATION = "utf8mb4_unicode_ci";

    /**
     * A table.
     *
     * @param text per column whether it holds text rather than a number
     */
    record Table(
            TableName name, boolean keyed, boolean unique, List<Boolean> text, List<Link> links) {
        int width() {
            return text.size();
        }
    }

    /** A foreign key: the column refers to the parent's column. */
    record Link(int column, int parent, int parentColumn, Rule onUpdate, Rule onDelete) {}

    private final boolean odd;

    /** Of four foreign keys so many cascade. */
    private final int cascades;

    private final List<Table> tables = new ArrayList<>();
    private final List<TargetTable> targets;
    private final List<SourceTable> shapes;

    /**
     * @param odd whether foreign keys refer to u too, which is often NULL and changes more often
     */
    public RandomTables(Random random, boolean odd) {
        this.odd = odd;
        cascades = random.nextInt(4);
        int count = 2 + random.nextInt(4);
        for (int number = 0; number < count; number++) {
            tables.add(draw(number, random));
        }
        targets = IntStream.range(0, count).mapToObj(this::target).toList();
        shapes = tables.stream().map(RandomTables::shape).toList();
    }

    private Table draw(int number, Random random) {
        boolean keyed = number == 0 || random.nextInt(6) > 0;
        List<Boolean> text = new ArrayList<>();
        text.add(random.nextInt(3) == 0);
        text.add(random.nextInt(3) == 0);
        text.add(false);
        boolean unique = random.nextInt(3) > 0;
        List<Link> links = new ArrayList<>();
        for (int wanted = random.nextInt(8) * 3 / 7; wanted > 0; wanted--) {
            // Mostly chains, so that cascades go far.
            int parent =
                    number > 0 && random.nextBoolean() ? number - 1 : random.nextInt(number + 1);
            boolean self = parent == number;
            boolean parentKeyed = self ? keyed : tables.get(parent).keyed();
            boolean parentUnique = odd && (self ? unique : tables.get(parent).unique());
            if (!parentKeyed && !parentUnique) {
                continue;
            }
            int column = parentUnique && (!parentKeyed || random.nextInt(4) == 0) ? UNIQUE : KEY;
            boolean type = (self ? text : tables.get(parent).text()).get(column);
            boolean own =
                    self
                            || text.get(UNIQUE) != type
                            || links.stream().anyMatch(link -> link.column() == UNIQUE)
                            || random.nextInt(4) > 0;
            if (own) {
                text.add(type);
            }
            Rule onUpdate = self ? Rule.RESTRICT : rule(random, cascades);
            int at = own ? text.size() - 1 : UNIQUE;
            links.add(new Link(at, parent, column, onUpdate, rule(random, cascades)));
        }
        TableName name = new TableName("random", "t" + number);
        return new Table(name, keyed, unique, List.copyOf(text), List.copyOf(links));
    }

    private static Rule rule(Random random, int cascades) {
        if (random.nextInt(8) == 0) {
            return Rule.SET_NULL;
        }
        return random.nextInt(4) < cascades ? Rule.CASCADE : Rule.RESTRICT;
    }

    List<Table> all() {
        return tables;
    }

    private static String column(int index) {
        return index < 3 ? List.of("k", "u", "v").get(index) : "p" + (index - 2);
    }

    private TargetTable target(int number) {
        Table table = tables.get(number);
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < table.width(); i++) {
            boolean text = table.text().get(i);
            columns.add(
                    new TableColumn(
                            column(i),
                            i,
                            text ? "varchar" : "int",
                            text ? "varchar(20)" : "int",
                            text ? "utf8mb4" : "",
                            text ? COLLATION : "",
                            List.of(),
                            i != KEY,
                            false,
                            false,
                            false,
                            i != KEY,
                            false));
        }
        List<TableIndex> indexes = new ArrayList<>();
        if (table.keyed()) {
            indexes.add(index("PRIMARY", true, KEY));
        }
        if (table.unique()) {
            indexes.add(index("u", false, UNIQUE));
        }
        List<ForeignKey> keys = new ArrayList<>();
        List<ForeignKey> referencedBy = new ArrayList<>();
        for (Table child : tables) {
            for (Link link : child.links()) {
                if (child.equals(table)) {
                    keys.add(foreignKey(child, link));
                }
                if (link.parent() == number) {
                    referencedBy.add(foreignKey(child, link));
                }
            }
        }
        return new TargetTable(
                table.name(), "InnoDB", columns, indexes, keys, referencedBy, List.of());
    }

    private static TableIndex index(String name, boolean primary, int column) {
        return new TableIndex(name, primary, true, List.of(new TableIndex.Part(column, 0)));
    }

    private ForeignKey foreignKey(Table child, Link link) {
        return new ForeignKey(
                "fk_" + child.name().table() + "_" + column(link.column()),
                child.name(),
                List.of(column(link.column())),
                tables.get(link.parent()).name(),
                List.of(column(link.parentColumn())),
                link.onUpdate(),
                link.onDelete());
    }

    private static SourceTable shape(Table table) {
        List<LogColumn> columns = new ArrayList<>();
        for (int i = 0; i < table.width(); i++) {
            columns.add(
                    table.text().get(i)
                            ? LogColumn.text(
                                    column(i),
                                    new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 80, 0),
                                    "utf8mb4")
                            : LogColumn.plain(
                                    column(i), new ColumnType(Kind.INT, Sign.SIGNED, 0, 0)));
        }
        return new SourceTable(table.name(), columns);
    }

    private int number(TableName name) {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    Table table(TableName name) {
        return tables.get(number(name));
    }

    @Override
    public TargetTable find(TableName name) {
        int number = number(name);
        return number < 0 ? null : targets.get(number);
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public boolean mariadb() {
        return false;
    }

    /** One row as the log tells it. */
    RowChanges changes(ChangeKind kind, Table table, boolean checks, Object[]... images) {
        ByteWriter bytes = new ByteWriter(64);
        int[] offsets = new int[table.width() * images.length];
        int[] lengths = new int[offsets.length];
        int cell = 0;
        for (Object[] image : images) {
            for (Object value : image) {
                offsets[cell] = bytes.length();
                lengths[cell++] = append(value, bytes);
            }
        }
        return new RowChanges(
                kind,
                shapes.get(tables.indexOf(table)),
                table.name(),
                checks,
                new RowChanges.Cells(bytes.toByteArray(), offsets, lengths));
    }

    private static int append(Object value, ByteWriter bytes) {
        if (ABSENT.equals(value)) {
            return RowChanges.ABSENT;
        }
        if (value == null) {
            return RowChanges.NULL;
        }
        if (value instanceof Integer number) {
            for (int shift = 0; shift < 32; shift += 8) {
                bytes.put(number >> shift);
            }
            return 4;
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        bytes.append(text);
        return text.length;
    }

    /** The values of one image. */
    public Object[] values(RowChanges changes, int image) {
        Table table = table(changes.target());
        Object[] values = new Object[table.width()];
        for (int i = 0; i < values.length; i++) {
            int length = changes.length(image + i);
            int at = changes.offset(image + i);
            byte[] b = changes.bytes();
            if (length == RowChanges.ABSENT) {
                values[i] = ABSENT;
            } else if (length != RowChanges.NULL) {
                values[i] =
                        table.text().get(i)
                                ? new String(b, at, length, StandardCharsets.UTF_8)
                                : (Object)
                                        (b[at] & 0xFF
                                                | (b[at + 1] & 0xFF) << 8
                                                | (b[at + 2] & 0xFF) << 16
                                                | b[at + 3] << 24);
            }
        }
        return values;
    }

    /** The rows as text. */
    public String text(RowChanges changes) {
        StringBuilder text = new StringBuilder(changes.target().table());
        if (!changes.foreignKeyChecks()) {
            text.append(" unchecked");
        }
        int images = changes.kind().images();
        for (int image = 0; image < changes.rows() * images; image++) {
            text.append(image % images == 0 ? " " + changes.kind() + " " : " -> ")
                    .append(
                            Arrays.stream(
                                            values(
                                                    changes,
                                                    image * changes.source().columns().size()))
                                    .map(value -> ABSENT.equals(value) ? "-" : "" + value)
                                    .toList());
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return tables.stream()
                .map(table ->
                        "%s%s%s %s %s"
                                .formatted(
                                        table.name().table(),
                                        table.keyed() ? "" : ", no key",
                                        table.unique() ? ", unique u" : "",
                                        table.text(),
                                        table.links()))
                .collect(Collectors.joining("\n"));
    }
}
