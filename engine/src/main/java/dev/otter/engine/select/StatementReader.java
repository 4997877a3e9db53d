package dev.otter.engine.select;

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
                    "SPATIAL",
                    "IF",
                    "EXISTS",
                    "NOT");

    private final List<String> words;
    private final String schema;
    private int at;

    private StatementReader(String sql, String schema) {
        this.words = new WordReader(sql).words();
        this.schema = schema;
    }

    /**
     * Sorts a statement.
     *
     * @param sql its text
     * @param schema the default database when it ran; may be empty
     */
    static LoggedStatement read(String sql, String schema) {
        StatementReader reader = new StatementReader(sql, schema);
        List<TableName> tables = new ArrayList<>();
        Kind kind = reader.sort(tables);
        return new LoggedStatement(kind, tables, sql);
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
                skipModifiers();
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

    /** ALTER TABLE … RENAME [TO|AS] name: the new name counts too. */
    private void addNewName(List<TableName> tables) {
        int depth = 0;
        while (at < words.size()) {
            String word = next();
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
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
        skipModifiers();
        addName(tables);
        while (peek().equals("TO") || peek().equals(",")) {
            next();
            addName(tables);
        }
        return Kind.TABLE_SHAPE;
    }

    private void rowTarget(String verb, List<TableName> tables) {
        skipModifiers();
        if (verb.equals("LOAD")) {
            while (at < words.size() && !peek().equals("TABLE")) {
                next();
            }
        }
        skip("INTO");
        skip("FROM");
        skip("TABLE");
        addName(tables);
    }

    private void addName(List<TableName> tables) {
        if (at >= words.size()) {
            return;
        }
        String first = identifier(words.get(at++));
        if (peek().equals(".") && at + 1 < words.size()) {
            at++;
            tables.add(new TableName(first, identifier(words.get(at++))));
        } else if (!schema.isEmpty()) {
            tables.add(new TableName(schema, first));
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
        while (MODIFIERS.contains(peek())) {
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
