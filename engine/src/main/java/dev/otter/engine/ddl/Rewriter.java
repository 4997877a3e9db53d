package dev.otter.engine.ddl;

import dev.otter.engine.ddl.TargetStatement.Rename;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.DdlStatement.Reference;
import dev.otter.engine.sql.DdlStatement.Role;
import dev.otter.engine.sql.SqlNode;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts the target's names into a statement and leaves the rest of its text as it is. Names of
 * tables out of scope follow the table with which they are named. One use.
 */
final class Rewriter {
    private final DdlStatement statement;
    private final TableRoute route;
    private final String tableDefaults;

    /** Out of scope, but named by the statement itself: a name in between of a swap. */
    private final Map<TableName, TableName> local = new HashMap<>();

    /**
     * @param tableDefaults what a table that is created has to say that the statement leaves to the
     *     source's database; often empty
     */
    Rewriter(DdlStatement statement, TableRoute route, String tableDefaults) {
        this.statement = statement;
        this.route = route;
        this.tableDefaults = tableDefaults;
    }

    /** A statement that cannot run on the target as it is. */
    static final class NotCarriedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotCarriedException(String reason) {
            super(reason, null, false, false);
        }
    }

    /** The statement for the target. */
    TargetStatement rewrite() throws NotCarriedException {
        return switch (statement.kind()) {
            case RENAME -> rename();
            case DROP -> drop();
            case CREATE, ALTER, INDEX, PARTITION, TRUNCATE -> replaced();
        };
    }

    private Optional<TableName> target(TableName source) {
        return route.target(source).or(() -> Optional.ofNullable(local.get(source)));
    }

    private TargetStatement rename() throws NotCarriedException {
        List<Rename> renames = new ArrayList<>();
        List<Reference> names = statement.references();
        for (int i = 0; i + 1 < names.size(); i += 2) {
            TableName from = names.get(i).table();
            TableName to = names.get(i + 1).table();
            Optional<TableName> fromTarget = target(from);
            Optional<TableName> toTarget = route.target(to);
            if (fromTarget.isEmpty() && toTarget.isEmpty()) {
                continue;
            }
            if (fromTarget.isEmpty()) {
                throw new NotCarriedException(
                        "table "
                                + from
                                + ", which comes into scope as "
                                + to
                                + ", was out of scope, so the target does not have it");
            }
            TableName renamed = toTarget.orElseGet(() -> follow(to, fromTarget.get()));
            local.put(to, renamed);
            renames.add(new Rename(fromTarget.get(), renamed));
        }
        String sql =
                renames.stream()
                        .map(one -> one.from().quoted() + " TO " + one.to().quoted())
                        .collect(Collectors.joining(", ", "RENAME TABLE ", ""));
        Set<TableName> tables = new LinkedHashSet<>();
        renames.forEach(one -> {
            tables.add(one.from());
            tables.add(one.to());
        });
        List<TableName> all = List.copyOf(tables);
        return new TargetStatement(sql, sql, Optional.empty(), all, all, renames);
    }

    private static TableName follow(TableName source, TableName partner) {
        return new TableName(partner.database(), source.table());
    }

    private TargetStatement drop() {
        List<TableName> tables =
                statement.references().stream()
                        .flatMap(one -> route.target(one.table()).stream())
                        .distinct()
                        .toList();
        String list = tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
        String again = "DROP TABLE IF EXISTS " + list;
        return new TargetStatement(
                statement.tree().has("ifExists") ? again : "DROP TABLE " + list,
                again,
                Optional.empty(),
                tables,
                tables,
                List.of());
    }

    private TargetStatement replaced() throws NotCarriedException {
        TableName main = statement.references().getFirst().table();
        TableName mainTarget = route.target(main).orElseThrow();
        Map<Reference, TableName> targets = new HashMap<>();
        Set<TableName> touches = new LinkedHashSet<>();
        List<TableName> tables = new ArrayList<>();
        for (Reference one : statement.references()) {
            TableName target = target(one, main, mainTarget);
            targets.put(one, target);
            touches.add(target);
            if (one.role() != Role.PARENT && one.role() != Role.MODEL) {
                tables.add(target);
            }
        }
        String sql = text(targets);
        boolean creates =
                statement.tree().is("columnCreateTable") || statement.tree().is("copyCreateTable");
        return new TargetStatement(
                sql,
                sql,
                creates ? Optional.of(mainTarget) : Optional.empty(),
                tables,
                List.copyOf(touches),
                List.of());
    }

    private TableName target(Reference one, TableName main, TableName mainTarget)
            throws NotCarriedException {
        Optional<TableName> inScope = route.target(one.table());
        if (inScope.isPresent()) {
            return inScope.get();
        }
        return switch (one.role()) {
            case MAIN, MODEL, PARTNER ->
                    throw new NotCarriedException(
                            "table " + one.table() + ", which it names, is out of scope");
            case NEW_NAME -> follow(one.table(), mainTarget);
            case PARENT ->
                    one.table().database().equals(main.database())
                            ? follow(one.table(), mainTarget)
                            : one.table();
        };
    }

    /** The text with other names, and without what only the source's log needs. */
    private String text(Map<Reference, TableName> targets) {
        Map<Integer, SqlNode> places = new TreeMap<>();
        Map<Integer, String> texts = new HashMap<>();
        targets.forEach((one, target) -> {
            if (!said(one, target)) {
                places.put(one.name().start(), one.name());
                texts.put(one.name().start(), target.quoted());
            }
        });
        String sql = statement.tree().sql();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (SqlNode place : places.values()) {
            text.append(sql, at, place.start()).append(texts.get(place.start()));
            at = place.end();
        }
        text.append(sql, at, sql.length());
        statement
                .tree()
                .part("createDefinitions")
                .ifPresent(definitions ->
                        text.insert(
                                text.length() - (sql.length() - definitions.end()), tableDefaults));
        String whole = text.toString().strip().replaceAll(";+$", "");
        return statement.kind() == DdlKind.CREATE ? DdlParser.withoutRows(whole) : whole;
    }

    /** Whether the name in the text means the target's table without the session's database. */
    private static boolean said(Reference one, TableName target) {
        return one.table().equals(target) && one.name().words().size() > 1;
    }
}
