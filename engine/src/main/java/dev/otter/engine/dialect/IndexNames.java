package dev.otter.engine.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of a table's indexes, and those that the source gives to indexes without one. One use. */
final class IndexNames {
    private final Set<String> taken = new HashSet<>();

    /**
     * @param taken names that are in use
     */
    IndexNames(Collection<String> taken) {
        taken.forEach(name -> this.taken.add(name.toLowerCase(Locale.ROOT)));
    }

    /** The same indexes, each with a name: the first column's, with a number where it is taken. */
    List<MysqlIndex> named(List<MysqlIndex> indexes) {
        indexes.forEach(index -> taken.add(index.name().toLowerCase(Locale.ROOT)));
        List<MysqlIndex> named = new ArrayList<>();
        for (MysqlIndex index : indexes) {
            boolean nameless = index.name().isEmpty() && index.kind() != MysqlIndex.Kind.PRIMARY;
            named.add(
                    nameless
                            ? new MysqlIndex(
                                    free(index.parts().getFirst().column()),
                                    index.kind(),
                                    index.parts(),
                                    index.text())
                            : index);
        }
        return named;
    }

    private String free(String column) {
        String base = column.isEmpty() ? "functional_index" : column;
        String name = base;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "_" + i;
        }
        return name;
    }
}
