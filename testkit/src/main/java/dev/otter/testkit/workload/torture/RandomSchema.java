package dev.otter.testkit.workload.torture;

import dev.otter.testkit.workload.torture.TableShape.Identity;
import dev.otter.testkit.workload.torture.TableShape.ParentLink;
import dev.otter.testkit.workload.types.Edge;
import dev.otter.testkit.workload.types.TypeCase;
import dev.otter.testkit.workload.types.TypeCatalog;
import dev.otter.testkit.workload.types.TypeFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws tables from a seed. Every fourth table is a parent with a primary key; the two that follow
 * are its children; the one after is what its number says: a plain one, one with a unique key only,
 * one with a nullable unique key only, or one without any key.
 */
final class RandomSchema {

    /** Longer literals would make every statement long; big values come by {@code EveryType}. */
    private static final int LONGEST_LITERAL = 320;

    private static final int MOST_DATA = 12;

    private static final List<KeyKind> PARENT_KEYS =
            List.of(
                    KeyKind.INT,
                    KeyKind.BIGINT_UNSIGNED,
                    KeyKind.TEXT_CI,
                    KeyKind.DECIMAL,
                    KeyKind.MOMENT,
                    KeyKind.BYTES);

    private static final List<KeyKind> ANY_KEY = List.copyOf(EnumSet.allOf(KeyKind.class));

    /** What the tables 3, 7, 11, … are. */
    private static final List<Identity> ROTATION =
            List.of(Identity.UNIQUE, Identity.NULLABLE_UNIQUE, Identity.NONE, Identity.PRIMARY);

    private final TortureSpec spec;
    private final Random random;
    private final List<TypeCase> types = new ArrayList<>();
    private final List<TableShape> tables = new ArrayList<>();

    RandomSchema(TortureSpec spec) {
        this.spec = spec;
        this.random = new Random(spec.seed());
        for (TypeFamily family : TypeCatalog.families(spec.features())) {
            for (TypeCase type : family.types()) {
                if (!literals(type).isEmpty() && !family.table().equals("big_values")) {
                    types.add(type);
                }
            }
        }
    }

    List<TableShape> draw() {
        for (int number = 0; number < spec.tables(); number++) {
            tables.add(table(number));
        }
        return List.copyOf(tables);
    }

    private TableShape table(int number) {
        Identity identity = identity(number);
        KeyKind kind = number % 4 == 0 ? pick(PARENT_KEYS) : anyKey();
        KeyShape key = key(identity == Identity.NONE ? KeyKind.INT : kind, "k", identity);
        List<KeyShape> uniques = new ArrayList<>();
        int count = identity == Identity.NONE ? 0 : random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            uniques.add(unique(i));
        }
        Optional<ParentLink> parent = parent(number);
        List<DataColumn> data = data(uniques);
        List<String> columns = new ArrayList<>(key.ddl());
        uniques.forEach(unique -> columns.addAll(unique.ddl()));
        parent.ifPresent(link -> columns.addAll(link.column().ddl()));
        data.forEach(column -> columns.add(column.name() + " " + column.ddl()));
        Collections.shuffle(columns, random);
        generatedLast(columns);
        List<String> indexes = indexes(number, identity, key, uniques, parent);
        if (data.stream().anyMatch(column -> column.name().equals("gu"))) {
            indexes.add("UNIQUE KEY uk_gu (gu)");
        }
        return new TableShape(number, identity, key, uniques, parent, data, columns, indexes);
    }

    private Identity identity(int number) {
        if (number % 4 != 3) {
            return Identity.PRIMARY;
        }
        Identity wanted = ROTATION.get(number / 4 % ROTATION.size());
        boolean allowed =
                switch (wanted) {
                    case PRIMARY, UNIQUE -> true;
                    case NULLABLE_UNIQUE -> spec.has(Hazard.NULLABLE_KEY_ONLY);
                    case NONE -> spec.has(Hazard.KEYLESS_TABLES);
                };
        return allowed ? wanted : Identity.UNIQUE;
    }

    private static KeyShape key(KeyKind kind, String prefix, Identity identity) {
        boolean nullable = identity == Identity.NULLABLE_UNIQUE;
        return new KeyShape(kind, names(kind, prefix), nullable);
    }

    private static List<String> names(KeyKind kind, String prefix) {
        List<String> names = new ArrayList<>();
        for (int part = 1; part <= kind.width(); part++) {
            names.add(prefix + part);
        }
        return names;
    }

    private KeyKind anyKey() {
        KeyKind kind = pick(ANY_KEY);
        return kind == KeyKind.PREFIX ? KeyKind.INT : kind;
    }

    private KeyShape unique(int number) {
        KeyKind kind = pick(ANY_KEY);
        if (kind == KeyKind.PREFIX && !spec.has(Hazard.ODD_UNIQUE_KEYS)) {
            kind = KeyKind.TEXT_CI;
        }
        return new KeyShape(kind, names(kind, "u" + number + "x"), random.nextInt(3) > 0);
    }

    private Optional<ParentLink> parent(int number) {
        int place = number % 4;
        if (place != 1 && place != 2) {
            return Optional.empty();
        }
        TableShape to = tables.get(number - place);
        String rules = "";
        boolean nullable = random.nextBoolean();
        if (place == 2 && spec.has(Hazard.CASCADES)) {
            rules =
                    switch (random.nextInt(3)) {
                        case 0 -> " ON DELETE CASCADE ON UPDATE CASCADE";
                        case 1 -> " ON DELETE CASCADE";
                        default -> nullable ? " ON DELETE SET NULL" : " ON UPDATE CASCADE";
                    };
        }
        KeyShape column = new KeyShape(to.key().kind(), List.of("p"), nullable);
        return Optional.of(new ParentLink(to.number(), column, rules));
    }

    private List<DataColumn> data(List<KeyShape> uniques) {
        List<DataColumn> all = new ArrayList<>();
        all.add(new DataColumn("v", "INT NULL DEFAULT 42", numbers()));
        int count = 1 + random.nextInt(MOST_DATA);
        for (int i = 1; i <= count; i++) {
            TypeCase type = pick(types);
            all.add(new DataColumn("d" + i, type.ddl(), literals(type)));
        }
        if (random.nextInt(3) == 0) {
            all.add(computed("gv", "BIGINT GENERATED ALWAYS AS (v * 2) VIRTUAL"));
        }
        if (random.nextInt(3) == 0) {
            all.add(computed("gs", "BIGINT GENERATED ALWAYS AS (v + 1) STORED"));
        }
        if (random.nextInt(3) == 0) {
            all.add(
                    computed(
                            "changed",
                            "TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)"
                                    + " ON UPDATE CURRENT_TIMESTAMP(3)"));
        }
        if (spec.features().invisibleColumns() && random.nextInt(3) == 0) {
            all.add(new DataColumn("inv", "INT NULL DEFAULT 7 INVISIBLE", numbers()));
        }
        oddUnique(uniques).ifPresent(all::add);
        return all;
    }

    private static List<String> literals(TypeCase type) {
        return type.edges().stream()
                .map(Edge::literal)
                .filter(literal -> literal.length() <= LONGEST_LITERAL)
                .toList();
    }

    /** A generated column that is unique because the number it is made from is. */
    private Optional<DataColumn> oddUnique(List<KeyShape> uniques) {
        if (!spec.has(Hazard.ODD_UNIQUE_KEYS) || random.nextInt(3) > 0) {
            return Optional.empty();
        }
        String kind = random.nextBoolean() ? "VIRTUAL" : "STORED";
        return uniques.stream()
                .filter(unique -> unique.kind() == KeyKind.INT)
                .findFirst()
                .map(unique ->
                        computed(
                                "gu",
                                "BIGINT GENERATED ALWAYS AS ("
                                        + unique.columns().getFirst()
                                        + " + 5) "
                                        + kind));
    }

    private static DataColumn computed(String name, String ddl) {
        return new DataColumn(name, ddl, List.of());
    }

    private List<String> numbers() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(Integer.toString(random.nextInt(1_000_000)));
        }
        return all;
    }

    private static List<String> indexes(
            int number,
            Identity identity,
            KeyShape key,
            List<KeyShape> uniques,
            Optional<ParentLink> parent) {
        List<String> all = new ArrayList<>();
        switch (identity) {
            case PRIMARY -> all.add("PRIMARY KEY (" + key.index() + ")");
            case UNIQUE, NULLABLE_UNIQUE -> all.add("UNIQUE KEY uk_key (" + key.index() + ")");
            case NONE -> {}
        }
        for (KeyShape unique : uniques) {
            String name = "uk_" + unique.columns().getFirst();
            all.add("UNIQUE KEY " + name + " (" + unique.index() + ")");
        }
        parent.ifPresent(link ->
                all.add(
                        "CONSTRAINT fk_t"
                                + number
                                + " FOREIGN KEY (p) REFERENCES t"
                                + link.table()
                                + " (k1)"
                                + link.rules()));
        return all;
    }

    /** Not all servers let a generated column refer to one that follows it. */
    private static void generatedLast(List<String> columns) {
        List<String> generated =
                columns.stream().filter(ddl -> ddl.contains("GENERATED ALWAYS")).toList();
        int first = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).matches("(v|u\\dx1) .*")) {
                first = i;
            }
        }
        String last = columns.get(first);
        columns.removeAll(generated);
        columns.addAll(columns.indexOf(last) + 1, generated);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
