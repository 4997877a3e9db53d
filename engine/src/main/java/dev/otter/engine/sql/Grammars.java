package dev.otter.engine.sql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.legacy.MySqlLexer;
import io.debezium.ddl.parser.mysql.legacy.MySqlParser;
import java.io.ByteArrayOutputStream;
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
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, errors.charset()));
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
            written.toString(errors.charset())
                    .lines()
                    .filter(line -> !line.startsWith(NOTICE))
                    .forEach(errors::println);
        }
    }
}
