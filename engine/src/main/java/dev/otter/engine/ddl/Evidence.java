package dev.otter.engine.ddl;

import dev.otter.engine.ddl.TargetStatement.Rename;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.model.channel.DdlKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells from what the tables look like whether a statement has run that was begun. Stateless. */
final class Evidence {
    private Evidence() {}

    /** What the tables show. */
    sealed interface Verdict {

        /** It has run. */
        record Done() implements Verdict {}

        /** It has not, or not whole, or once more does no harm. */
        record Run(String sql) implements Verdict {}

        /** They do not show it. */
        record Undecided(String why) implements Verdict {}
    }

    /**
     * Looks at a statement that was begun and of which nobody knows the end.
     *
     * @param statement as the source wrote it; empty when it was not understood
     * @param before what its tables looked like before it was begun
     * @param now what they look like
     */
    static Verdict of(
            TargetStatement target,
            Optional<DdlStatement> statement,
            TableDigests before,
            TableDigests now) {
        DdlKind kind = statement.map(DdlStatement::kind).orElse(DdlKind.ALTER);
        return switch (kind) {
            case DROP ->
                    target.tables().stream().noneMatch(now::exists)
                            ? new Verdict.Done()
                            : new Verdict.Run(target.again());
            case TRUNCATE -> new Verdict.Run(target.again());
            case RENAME -> renames(target.renames(), before, now);
            case CREATE, ALTER, INDEX, PARTITION -> {
                if (!now.equals(before)) {
                    yield new Verdict.Done();
                }
                yield hidden(statement, now)
                        .<Verdict>map(Verdict.Undecided::new)
                        .orElse(new Verdict.Run(target.again()));
            }
        };
    }

    /** Why equal looks do not mean that nothing has happened; empty when they do. */
    private static Optional<String> hidden(Optional<DdlStatement> statement, TableDigests now) {
        if (statement.filter(DdlStatement::exchanges).isPresent() && now.numbersMissing()) {
            return Optional.of(
                    "a table and a partition that have changed places look as before, and the"
                            + " account may not see the numbers by which InnoDB knows them");
        }
        if (statement.filter(DdlStatement::mayHideItself).isPresent()) {
            return Optional.of("columns that have changed names and places may look as before");
        }
        return Optional.empty();
    }

    /** Servers before 8.0 may stop in the middle of a list of renames. */
    private static Verdict renames(List<Rename> renames, TableDigests before, TableDigests now) {
        TableDigests state = before;
        int reached = -1;
        int ways = 0;
        for (int i = 0; i <= renames.size(); i++) {
            if (state.equals(now)) {
                reached = i;
                ways++;
            }
            if (i < renames.size()) {
                state = state.renamed(renames.get(i).from(), renames.get(i).to());
            }
        }
        if (ways > 1) {
            return new Verdict.Undecided("the tables look alike before and after");
        }
        if (reached == renames.size()) {
            return new Verdict.Done();
        }
        if (reached < 0) {
            return new Verdict.Undecided(
                    "the tables look neither as before it nor as after it, nor in between");
        }
        return new Verdict.Run(
                renames.subList(reached, renames.size()).stream()
                        .map(one -> one.from().quoted() + " TO " + one.to().quoted())
                        .collect(Collectors.joining(", ", "RENAME TABLE ", "")));
    }
}
