package dev.otter.engine.oracle;

import io.debezium.ddl.parser.oracle.generated.PlSqlLexer;
import io.debezium.ddl.parser.oracle.generated.PlSqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/** Reads statements as Oracle's grammar has them. */
public final class OracleGrammar {
    private OracleGrammar() {}

    /** What is wrong with the statement's spelling; empty when nothing is. */
    public static List<String> mistakes(String sql) {
        List<String> mistakes = new ArrayList<>();
        BaseErrorListener listener =
                new BaseErrorListener() {
                    @Override
                    public void syntaxError(
                            Recognizer<?, ?> recognizer,
                            Object symbol,
                            int line,
                            int column,
                            String message,
                            RecognitionException e) {
                        mistakes.add(column + ": " + message + " in " + sql);
                    }
                };
        PlSqlLexer lexer =
                new PlSqlLexer(CharStreams.fromString(capitals(numbered(set(sql))) + ";"));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        PlSqlParser parser = new PlSqlParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        parser.sql_script();
        return mistakes;
    }

    /** The server takes numbers for settings, the grammar texts alone. */
    private static String set(String sql) {
        return sql.replaceFirst("^(ALTER SESSION SET \\w+)=(\\d+)$", "$1='$2'");
    }

    /** The places as the driver numbers them. */
    private static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder();
        char within = 0;
        int place = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (within == 0 && c == '?') {
                place++;
                numbered.append(':').append(place);
                continue;
            }
            if (within == 0 && (c == '\'' || c == '"')) {
                within = c;
            } else if (c == within) {
                within = 0;
            }
            numbered.append(c);
        }
        return numbered.toString();
    }

    /** Texts within quotes are not the grammar's business. */
    private static String capitals(String sql) {
        return sql.toUpperCase(Locale.ROOT);
    }
}
