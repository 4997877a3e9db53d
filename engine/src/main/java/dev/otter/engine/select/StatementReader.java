package dev.otter.engine.select;

import dev.otter.binlog.event.Query;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.LoggedStatement.Kind;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what a logged statement does and which tables it names, from its leading words. It does not
 * understand columns. A statement that it cannot follow is OTHER only when its first word can
 * change neither tables nor rows. Stateless.
 */
final class StatementReader {
    private static final Set<String> ROW_VERBS =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD");
    private static final Set<String> MODIFIERS =
            Set.of(
                    "LOW_PRIORITY",
                    "HIGH_PRIORITY",
                    "DELAYED",
                    "QUICK",
                    "IGNORE",
                    "ONLINE",
                    "OFFLINE",
                    "TEMPORARY",
                    "OR",
                    "REPLACE",
                    "UNIQUE",
                    "FULLTEXT",
                    "SPATIAL");

    /** What may stand between TABLE and its name; words that no unquoted table bears. */
    private static final Set<String> CONDITIONS = Set.of("IF", "EXISTS", "NOT");

    private final List<String> words;
    private final String schema;
    private final StatementNames spelling;
    private int at;

    private StatementReader(String sql, String schema, StatementNames spelling) {
        this.words = new WordReader(sql).words();
        this.schema = schema;
        this.spelling = spelling;
    }

    /**
     * Sorts a statement.
     *
     * @param names how names in it are to be taken
     */
    static LoggedStatement read(Query query, StatementNames names) {
        String sql = query.text();
        LoggedStatement read = read(sql, names.text(query), query.schema(), names);
        List<String> changed =
                read.kind() == Kind.ROWS_AS_STATEMENT && unknown(read.tables())
                        ? query.status().updatedSchemas()
                        : List.of();
        return changed.isEmpty()
                ? read
                : new LoggedStatement(
                        read.kind(), changed.stream().map(LoggedStatement::any).toList(), sql);
    }

    /** The same with the default database when it ran, which may be empty. */
    static LoggedStatement read(String sql, String schema, StatementNames names) {
        return read(sql, sql, schema, names);
    }

    private static LoggedStatement read(
            String sql, String decoded, String schema, StatementNames names) {
        StatementReader reader = new StatementReader(decoded, schema, names);
        List<TableName> tables = new ArrayList<>();
        Kind kind = reader.sort(tables);
        return new LoggedStatement(kind, tables, sql);
    }

    private static boolean unknown(List<TableName> tables) {
        return tables.stream().anyMatch(LoggedStatement::standsForAny);
    }

    private Kind sort(List<TableName> tables) {
        String verb = next();
        return switch (verb) {
            case "BEGIN" -> Kind.BEGIN;
            case "START" -> peek().equals("TRANSACTION") ? Kind.BEGIN : Kind.OTHER;
            case "COMMIT" -> Kind.COMMIT;
            case "ROLLBACK" -> peek().equals("TO") ? Kind.ROLLBACK_TO_SAVEPOINT : Kind.ROLLBACK;
            case "SAVEPOINT" -> Kind.SAVEPOINT;
            case "XA" -> Kind.XA;
            case "TRUNCATE" -> {
                skip("TABLE");
                addName(tables);
                yield Kind.TRUNCATE;
            }
            case "CREATE", "ALTER", "DROP" -> shape(verb, tables);
            case "RENAME" -> rename(tables);
            case "WITH" -> with(tables);
            case "SELECT", "DO", "CALL", "EXECUTE" -> {
                databases(tables);
                yield Kind.ROWS_AS_STATEMENT;
            }
            default -> {
                if (!ROW_VERBS.contains(verb)) {
                    yield Kind.OTHER;
                }
                rowTarget(verb, tables);
                yield Kind.ROWS_AS_STATEMENT;
            }
        };
    }

    private Kind shape(String verb, List<TableName> tables) {
        boolean temporary = peek().equals("TEMPORARY");
        skipModifiers();
        String object = next();
        switch (object) {
            case "TABLE", "TABLES" -> {
                if (temporary) {
                    return Kind.OTHER;
                }
                skip(CONDITIONS);
                addName(tables);
                while (verb.equals("DROP") && peek().equals(",")) {
                    next();
                    addName(tables);
                }
                if (verb.equals("ALTER")) {
                    addNewName(tables);
                }
                return Kind.TABLE_SHAPE;
            }
            case "INDEX" -> {
                while (at < words.size() && !next().equals("ON")) {
                    // The index's own name and type stand between.
                }
                addName(tables);
                return Kind.TABLE_SHAPE;
            }
            case "DATABASE", "SCHEMA" -> {
                return verb.equals("DROP") ? Kind.DROP_DATABASE : Kind.OTHER;
            }
            default -> {
                return Kind.OTHER;
            }
        }
    }

    /** The new name of RENAME [TO|AS], and that of EXCHANGE PARTITION … WITH TABLE, count too. */
    private void addNewName(List<TableName> tables) {
        int depth = 0;
        while (at < words.size()) {
            String word = next();
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && word.equals("WITH") && peek().equals("TABLE")) {
                next();
                addName(tables);
            }
            if (depth == 0
                    && word.equals("RENAME")
                    && !Set.of("COLUMN", "INDEX", "KEY").contains(peek())) {
                skip("TO");
                skip("AS");
                skip("=");
                addName(tables);
            }
        }
    }

    private Kind rename(List<TableName> tables) {
        String object = next();
        if (!object.equals("TABLE") && !object.equals("TABLES")) {
            return Kind.OTHER;
        }
        skip(CONDITIONS);
        addName(tables);
        while (peek().equals("TO") || peek().equals(",")) {
            next();
            addName(tables);
        }
        return Kind.TABLE_SHAPE;
    }

    private void rowTarget(String verb, List<TableName> tables) {
        skipModifiers();
        switch (verb) {
            case "UPDATE" -> references(tables, Set.of("SET"));
            case "DELETE" -> deleted(tables);
            default -> {
                if (verb.equals("LOAD")) {
                    while (at < words.size() && !peek().equals("TABLE")) {
                        next();
                    }
                }
                skip("INTO");
                skip("TABLE");
                addName(tables);
            }
        }
    }

    /** What follows WITH decides; its tables are all that the rest may change. */
    private Kind with(List<TableName> tables) {
        String verb = seek(Set.of("UPDATE", "DELETE", "INSERT", "REPLACE", "SELECT"));
        if (verb.isEmpty() || verb.equals("SELECT")) {
            databases(tables);
        } else {
            rowTarget(verb, tables);
        }
        return Kind.ROWS_AS_STATEMENT;
    }

    /**
     * A stored function has changed rows: in its own database, or the one that was in use, as far
     * as the text tells.
     */
    private void databases(List<TableName> tables) {
        if (!schema.isEmpty()) {
            tables.add(LoggedStatement.any(schema));
        }
        for (int i = 1; i + 1 < words.size(); i++) {
            String before = identifier(words.get(i - 1));
            if (words.get(i).equals(".") && !before.isEmpty()) {
                tables.addAll(spelling.meant(LoggedStatement.any(before)));
            }
        }
    }

    /**
     * Goes behind the next of these words outside of brackets.
     *
     * @return the word; empty when none came
     */
    private String seek(Set<String> wanted) {
        return seek(wanted, 0);
    }

    private String seek(Set<String> wanted, int brackets) {
        int depth = brackets;
        while (at < words.size()) {
            String word = next();
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && wanted.contains(word)) {
                return word;
            }
        }
        return "";
    }

    /** DELETE FROM t; DELETE FROM a, b USING t a JOIN …; DELETE a, b FROM t a JOIN …. */
    private void deleted(List<TableName> tables) {
        Set<String> end = Set.of("WHERE", "ORDER", "LIMIT", "RETURNING");
        if (!peek().equals("FROM")) {
            seek(Set.of("FROM"));
            references(tables, end);
            return;
        }
        next();
        references(tables, Set.of("USING", "WHERE", "ORDER", "LIMIT", "RETURNING"));
        if (peek().equals("USING")) {
            next();
            tables.clear();
            references(tables, end);
        }
    }

    /** All tables that are listed or joined up to one of these words. */
    private void references(List<TableName> tables, Set<String> end) {
        boolean expected = true;
        while (at < words.size() && !end.contains(peek())) {
            String word = peek();
            if (word.equals("(")) {
                at++;
                boolean names = expected && !Set.of("SELECT", "WITH", "VALUES").contains(peek());
                if (!names) {
                    seek(Set.of(")"), 1);
                    expected = false;
                }
            } else if (expected) {
                addName(tables);
                expected = false;
            } else {
                at++;
                expected = Set.of(",", "JOIN", "STRAIGHT_JOIN").contains(word);
            }
        }
    }

    private void addName(List<TableName> tables) {
        if (at >= words.size()) {
            return;
        }
        String first = identifier(words.get(at++));
        if (peek().equals(".") && at + 1 < words.size()) {
            at++;
            tables.addAll(spelling.meant(new TableName(first, identifier(words.get(at++)))));
        } else if (!schema.isEmpty()) {
            tables.addAll(spelling.meant(new TableName(schema, first)));
        }
    }

    private static String identifier(String word) {
        if (word.length() >= 2 && (word.charAt(0) == '`' || word.charAt(0) == '"')) {
            String quote = word.substring(0, 1);
            return word.substring(1, word.length() - 1).replace(quote + quote, quote);
        }
        return word;
    }

    private void skipModifiers() {
        skip(MODIFIERS);
    }

    /** A word before a dot is a name, whatever it means elsewhere. */
    private void skip(Set<String> passed) {
        while (passed.contains(peek())
                && !(at + 1 < words.size() && words.get(at + 1).equals("."))) {
            at++;
        }
    }

    private void skip(String word) {
        if (peek().equals(word)) {
            at++;
        }
    }

    private String peek() {
        return at < words.size() ? words.get(at).toUpperCase(Locale.ROOT) : "";
    }

    private String next() {
        String word = peek();
        at++;
        return word;
    }
}
