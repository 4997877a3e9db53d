package dev.otter.engine.sql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.legacy.MySqlLexer;
import io.debezium.ddl.parser.mysql.legacy.MySqlParser;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Loads the classes of the grammars. They were made by an older version of their library than the
 * one that runs them, which reads their tables but says so on the standard error stream each time;
 * those lines, and nothing that others write meanwhile, are left out. Stateless.
 */
final class Grammars {
    private static final String NOTICE = "ANTLR ";

    private Grammars() {}

    /** Loads them; does nothing when they are loaded already. */
    static void load() {
        PrintStream errors = System.err;
        System.setErr(
                new PrintStream(errors, true, errors.charset()) {
                    @Override
                    public PrintStream printf(String format, Object... args) {
                        return format.startsWith(NOTICE) ? this : super.printf(format, args);
                    }
                });
        try {
            for (Class<?> grammar :
                    List.of(
                            MySqlLexer.class,
                            MySqlParser.class,
                            MariaDBLexer.class,
                            MariaDBParser.class)) {
                MethodHandles.lookup().ensureInitialized(grammar);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the grammars are public classes", e);
        } finally {
            System.setErr(errors);
        }
    }
}
