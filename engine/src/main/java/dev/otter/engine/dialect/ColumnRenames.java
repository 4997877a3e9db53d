package dev.otter.engine.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** In which turn columns get names that others may still have. Stateless. */
final class ColumnRenames {
    private ColumnRenames() {}

    /** One rename. */
    record Turn(String from, String to) {}

    /**
     * All renames, one by one: each name is taken when nothing has it any more; where they go
     * round, one column waits under a name of ours.
     *
     * @param columns the table's columns
     * @param wishes new names by present ones
     * @param between how a name begins that nothing else has
     * @throws HeldException when two columns would have the same name
     */
    static List<Turn> turns(Collection<String> columns, Map<String, String> wishes, String between)
            throws HeldException {
        Set<String> after = new HashSet<>();
        for (String column : columns) {
            if (!after.add(wishes.getOrDefault(column, column))) {
                throw new HeldException(
                        "CHANGE COLUMN", "gives two columns of the target the same name");
            }
        }
        Map<String, String> open = new LinkedHashMap<>(wishes);
        Set<String> taken = new HashSet<>(columns);
        List<Turn> turns = new ArrayList<>();
        while (!open.isEmpty()) {
            Optional<String> free =
                    open.keySet().stream()
                            .filter(from -> !taken.contains(open.get(from)))
                            .findFirst();
            String from = free.orElseGet(() -> open.keySet().iterator().next());
            String last = open.remove(from);
            String to = free.isPresent() ? last : between + from;
            turns.add(new Turn(from, to));
            taken.remove(from);
            taken.add(to);
            if (free.isEmpty()) {
                open.put(to, last);
            }
        }
        return turns;
    }
}
