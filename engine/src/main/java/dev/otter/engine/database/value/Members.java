package dev.otter.engine.database.value;

import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the texts of an ENUM or SET on both sides. Stateless. */
final class Members {
    /** A member that the other side does not have, or that cannot be compared. */
    static final int NONE = -1;

    private Members() {}

    /** Whether numbers mean the same on both sides; unknown members of the source are trusted. */
    static boolean equal(LogColumn source, TableColumn target) {
        if (!target.dataType().equals(source.type().kind() == Kind.ENUM ? "enum" : "set")) {
            return false;
        }
        if (source.members().isEmpty()) {
            return true;
        }
        int[] places = places(source, target);
        if (places.length > target.members().size()) {
            return false;
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** For each member of the source its place among the target's, or {@link #NONE}. */
    static int[] places(LogColumn source, TableColumn target) {
        List<Integer> places = new ArrayList<>();
        for (byte[] member : source.members()) {
            Optional<String> text = Charsets.decode(member, source.memberCharset());
            places.add(text.map(target.members()::indexOf).orElse(NONE));
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
