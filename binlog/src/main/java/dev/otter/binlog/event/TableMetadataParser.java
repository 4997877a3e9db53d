package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The fields of type, length, value behind a table map's columns. Most list only the columns that
 * they concern, in column order. A field of an unknown number is passed over: the server may add
 * some, and none is needed to find the cells.
 */
final class TableMetadataParser {
    private final ColumnType[] types;
    private final MetadataDialect dialect;
    private final Predicate<ColumnType> character;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> primaryKey = new ArrayList<>();
    private final List<Integer> primaryKeyPrefix = new ArrayList<>();
    private final List<Boolean> visible = new ArrayList<>();
    private int[] collations;
    private int[] geometryTypes;
    private int[] vectorDimensions;
    private List<List<byte[]>> texts = List.of();

    /** Signs found are put into {@code types}. */
    TableMetadataParser(ColumnType[] types, MetadataDialect dialect) {
        this.types = types;
        this.dialect = dialect;
        this.character =
                type ->
                        type.character()
                                || type.kind() == Kind.VECTOR
                                || type.kind() == Kind.GEOMETRY && dialect.geometryCollations();
    }

    TableMetadata parse(ByteReader in) {
        while (in.remaining() > 0) {
            int field = in.u8();
            int length = in.packedUpTo(in.remaining(), "length of metadata field " + field);
            ByteReader value = new ByteReader(in.buffer(), in.skip(length), length);
            field(field, value);
        }
        boolean signsKnown =
                Arrays.stream(types).noneMatch(t -> t.numeric() && t.sign() == Sign.UNKNOWN);
        return new TableMetadata(
                signsKnown,
                names,
                textCollations(),
                texts,
                primaryKey,
                primaryKeyPrefix,
                visible,
                list(geometryTypes),
                list(vectorDimensions));
    }

    private void field(int field, ByteReader value) {
        switch (field) {
            case 1 -> signs(value);
            case 2 -> defaultCollation(value, character);
            case 3 -> collations = perColumn(value, collations, character);
            case 4 -> columnNames(value);
            case 5 -> members(value, Kind.SET);
            case 6 -> members(value, Kind.ENUM);
            case 7 -> geometryTypes = perColumn(value, null, of(Kind.GEOMETRY));
            case 8 -> simpleKey(value);
            case 9 -> keyWithPrefix(value);
            case 10 -> defaultCollation(value, TableMetadataParser::enumOrSet);
            case 11 -> collations = perColumn(value, collations, TableMetadataParser::enumOrSet);
            case 12 -> visibility(value);
            case 13 -> vectorDimensions = perColumn(value, null, of(Kind.VECTOR));
            default -> value.skip(value.remaining());
        }
        if (value.remaining() > 0) {
            throw BinlogFormatException.malformed(
                    "metadata field " + field + " has " + value.remaining() + " bytes too many");
        }
    }

    private static Predicate<ColumnType> of(Kind kind) {
        return type -> type.kind() == kind;
    }

    private static boolean enumOrSet(ColumnType type) {
        return type.kind() == Kind.ENUM || type.kind() == Kind.SET;
    }

    /** Lists hold the binary collation for types that have no text; it means nothing there. */
    private List<Integer> textCollations() {
        for (int i = 0; collations != null && i < types.length; i++) {
            if (types[i].kind() == Kind.GEOMETRY || types[i].kind() == Kind.VECTOR) {
                collations[i] = -1;
            }
        }
        return list(collations);
    }

    private void signs(ByteReader value) {
        byte[] bits = value.take(value.remaining());
        ColumnType[] withYears = signed(bits, TableMetadataParser::numericOrYear);
        ColumnType[] without = signed(bits, ColumnType::numeric);
        if (withYears == null && without == null) {
            throw BinlogFormatException.malformed("signs in " + bits.length + " bytes");
        }
        ColumnType[] known = chosen(withYears, without);
        System.arraycopy(known, 0, types, 0, types.length);
    }

    private static boolean numericOrYear(ColumnType type) {
        return type.numeric() || type.kind() == Kind.YEAR;
    }

    /** The types with the signs that the bits give when they list these columns; null if not. */
    private ColumnType[] signed(byte[] bits, Predicate<ColumnType> listed) {
        if (bits.length != (count(listed) + 7) / 8) {
            return null;
        }
        ColumnType[] result = types.clone();
        int at = 0;
        for (int i = 0; i < result.length; i++) {
            if (listed.test(result[i])) {
                boolean unsigned = (bits[at >> 3] << (at & 7) & 0x80) != 0;
                if (result[i].numeric()) {
                    result[i] = result[i].with(unsigned ? Sign.UNSIGNED : Sign.SIGNED);
                }
                at++;
            }
        }
        return result;
    }

    /** The reading that the number of bits leaves, else the server's; unsure ones must agree. */
    private ColumnType[] chosen(ColumnType[] withYears, ColumnType[] without) {
        if (withYears == null || without == null) {
            return withYears == null ? without : withYears;
        }
        return switch (dialect.years()) {
            case LISTED -> withYears;
            case NOT_LISTED -> without;
            case UNSURE -> {
                ColumnType[] agreed = withYears.clone();
                for (int i = 0; i < agreed.length; i++) {
                    if (!agreed[i].equals(without[i])) {
                        agreed[i] = types[i];
                    }
                }
                yield agreed;
            }
        };
    }

    private int count(Predicate<ColumnType> wanted) {
        return (int) Arrays.stream(types).filter(wanted).count();
    }

    private void defaultCollation(ByteReader value, Predicate<ColumnType> wanted) {
        int[] columns = columns(wanted);
        collations = filled(collations);
        int common = number(value);
        for (int column : columns) {
            collations[column] = common;
        }
        while (value.remaining() > 0) {
            int which = value.packedUpTo(columns.length - 1, "character column");
            collations[columns[which]] = number(value);
        }
    }

    private int[] perColumn(ByteReader value, int[] known, Predicate<ColumnType> wanted) {
        int[] result = filled(known);
        for (int column : columns(wanted)) {
            result[column] = number(value);
        }
        return result;
    }

    private int[] columns(Predicate<ColumnType> wanted) {
        int[] found = new int[count(wanted)];
        int at = 0;
        for (int i = 0; i < types.length; i++) {
            if (wanted.test(types[i])) {
                found[at++] = i;
            }
        }
        return found;
    }

    private int[] filled(int[] known) {
        if (known != null) {
            return known;
        }
        int[] result = new int[types.length];
        Arrays.fill(result, -1);
        return result;
    }

    private static int number(ByteReader value) {
        return value.packedUpTo(Integer.MAX_VALUE, "a metadata number");
    }

    private void columnNames(ByteReader value) {
        names.clear();
        for (int i = 0; i < types.length; i++) {
            names.add(value.utf8(value.packedUpTo(value.remaining(), "length of a column name")));
        }
    }

    private void members(ByteReader value, Kind kind) {
        if (texts.isEmpty()) {
            texts = new ArrayList<>(Collections.nCopies(types.length, List.of()));
        }
        for (int column : columns(of(kind))) {
            int count = value.packedUpTo(value.remaining(), "number of members");
            List<byte[]> members = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                members.add(value.take(value.packedUpTo(value.remaining(), "length of a member")));
            }
            texts.set(column, List.copyOf(members));
        }
    }

    private void simpleKey(ByteReader value) {
        while (value.remaining() > 0) {
            primaryKey.add(value.packedUpTo(types.length - 1, "key column"));
            primaryKeyPrefix.add(0);
        }
    }

    private void keyWithPrefix(ByteReader value) {
        while (value.remaining() > 0) {
            primaryKey.add(value.packedUpTo(types.length - 1, "key column"));
            primaryKeyPrefix.add(number(value));
        }
    }

    private void visibility(ByteReader value) {
        int bits = value.skip((types.length + 7) / 8);
        visible.clear();
        for (int i = 0; i < types.length; i++) {
            visible.add((value.buffer()[bits + (i >> 3)] << (i & 7) & 0x80) != 0);
        }
    }

    private static List<Integer> list(int[] values) {
        return values == null ? List.of() : Arrays.stream(values).boxed().toList();
    }
}
