package dev.otter.engine.oracle.ddl;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.dialect.HeldException;
import dev.otter.engine.dialect.MysqlColumn;
import dev.otter.engine.dialect.MysqlKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a column of Oracle gets another type, which with rows in it is only possible when it grows.
 * One that is large enough stays as it is. Stateless.
 */
final class OracleTypeChange {
    private static final Pattern SIZES = Pattern.compile("\\((\\d+)(?:\\s*,\\s*(\\d+))?");
    private static final int ANY = 1000;

    private OracleTypeChange() {}

    /**
     * The new type.
     *
     * @return empty when the column stays as it is
     * @throws HeldException when rows would become something else than on the source, or Oracle
     *     does not change a column with rows in that way
     */
    static Optional<String> of(TableColumn present, MysqlColumn wanted, String type)
            throws HeldException {
        String now = present.columnType().toUpperCase(Locale.ROOT);
        MysqlKind kind = wanted.type().kind();
        boolean rounded =
                (kind == MysqlKind.FLOAT || kind == MysqlKind.DOUBLE) && wanted.type().first() > 0;
        if (rounded || kind == MysqlKind.BINARY) {
            throw held(present, wanted);
        }
        if (now.equals(type)) {
            return Optional.empty();
        }
        if (!family(now).equals(family(type))) {
            throw held(present, wanted);
        }
        return switch (family(type)) {
            case "NUMBER" -> number(present, now, wanted, type);
            case "VARCHAR2", "RAW" ->
                    size(now, 1) >= size(type, 1) * (now.contains("BYTE") ? 4 : 1)
                            ? Optional.empty()
                            : Optional.of(type);
            case "TIMESTAMP", "LOCAL", "ZONE", "INTERVAL" -> fraction(present, now, wanted, type);
            default -> Optional.empty();
        };
    }

    private static HeldException held(TableColumn present, MysqlColumn wanted) {
        return new HeldException(
                wanted.text(),
                "makes of the target's "
                        + present.columnType()
                        + " another type, which Oracle does not with rows in it, or makes others"
                        + " of them than the source");
    }

    /** What is compared: the type's name without sizes, and without what they count. */
    private static String family(String type) {
        if (type.startsWith("TIMESTAMP") && type.contains("ZONE")) {
            return type.contains("LOCAL") ? "LOCAL" : "ZONE";
        }
        return type.split("[ (]", 2)[0];
    }

    private static int size(String type, int group) {
        Matcher sizes = SIZES.matcher(type);
        if (!sizes.find()) {
            return group == 1 ? ANY : 0;
        }
        return sizes.group(group) == null ? 0 : Integer.parseInt(sizes.group(group));
    }

    /** Neither digits in front of the point nor behind it become fewer. */
    private static Optional<String> number(
            TableColumn present, String now, MysqlColumn wanted, String type) throws HeldException {
        boolean any = !now.contains("(");
        int scale = size(now, 2);
        int front = size(now, 1) - scale;
        int wantedScale = size(type, 2);
        int wantedFront = size(type, 1) - wantedScale;
        if (any && wanted.type().kind() == MysqlKind.DECIMAL || !any && scale > wantedScale) {
            // Digits behind the point would have to be rounded.
            throw held(present, wanted);
        }
        if (any || front >= wantedFront && scale >= wantedScale) {
            return Optional.empty();
        }
        if (front > wantedFront) {
            throw held(present, wanted);
        }
        return Optional.of(type);
    }

    private static Optional<String> fraction(
            TableColumn present, String now, MysqlColumn wanted, String type) throws HeldException {
        int has = last(now);
        int needs = last(type);
        if (has > needs) {
            throw held(present, wanted);
        }
        return has == needs ? Optional.empty() : Optional.of(type);
    }

    /** The number in the last brackets: digits of a second. */
    private static int last(String type) {
        Matcher sizes = SIZES.matcher(type);
        int found = 6;
        while (sizes.find()) {
            found = Integer.parseInt(sizes.group(1));
        }
        return found;
    }
}
