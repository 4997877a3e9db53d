package dev.otter.engine.sql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.legacy.MySqlLexer;
import io.debezium.ddl.parser.mysql.legacy.MySqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Reads statements with the grammars of MySQL and MariaDB. The only class that knows the library of
 * the grammars. Stateless; safe for all threads.
 *
 * <p>A grammar that is not the server's own misses some statements; those give nothing, and nothing
 * is guessed of them.
 */
public final class DdlParser {
    /** Longer statements are not read: trees are many times their statement's size. */
    private static final int LENGTH_MAX = 1 << 20;

    /** What MySQL writes behind CREATE TABLE … SELECT; to the grammar it is another statement. */
    private static final Pattern WITH_ROWS = Pattern.compile("\\bSTART\\s+TRANSACTION\\s*$");

    static {
        Grammars.load();
    }

    private DdlParser() {}

    /** A statement without what the source's log alone needs at its end. */
    public static String withoutRows(String sql) {
        return sql.replaceFirst("(?i)\\s*\\bSTART\\s+TRANSACTION\\s*$", "");
    }

    /** The statement's tree, empty when the grammar does not know it. */
    public static Optional<SqlNode> parse(String sql, SqlRules rules) {
        if (sql.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String plain = PlainText.of(sql, rules);
        Matcher rest = WITH_ROWS.matcher(plain);
        CharStream text =
                CharStreams.fromString(rest.find() ? plain.substring(0, rest.start()) : plain);
        try {
            return rules.mariadb()
                    ? read(
                            sql,
                            new MariaDBLexer(text),
                            MariaDBParser::new,
                            parser -> parser.sqlStatements())
                    : read(
                            sql,
                            new MySqlLexer(text),
                            MySqlParser::new,
                            parser -> parser.sqlStatements());
        } catch (ParseCancellationException | StackOverflowError _) {
            return Optional.empty();
        }
    }

    private static <P extends Parser> Optional<SqlNode> read(
            String sql,
            Lexer lexer,
            Function<CommonTokenStream, P> make,
            Function<P, ParserRuleContext> whole) {
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        P parser = make.apply(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        ParserRuleContext tree;
        try {
            parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
            tree = whole.apply(parser);
        } catch (ParseCancellationException _) {
            // The fast way of prediction refuses some that the full one reads.
            tokens.seek(0);
            parser.reset();
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            tree = whole.apply(parser);
        }
        if (tokens.LA(1) != Token.EOF) {
            return Optional.empty();
        }
        SqlNode statements = node(sql, tree, parser);
        List<SqlNode> single = statements.parts("sqlStatement");
        return single.size() == 1 ? Optional.of(bare(single.getFirst())) : Optional.empty();
    }

    /** The statement without the shells of the grammar around it. */
    private static SqlNode bare(SqlNode statement) {
        SqlNode inner = statement;
        while (inner.parts().size() == 1
                && (inner.is("sqlStatement") || inner.kind().endsWith("Statement"))
                && !inner.parts().getFirst().parts().isEmpty()) {
            inner = inner.parts().getFirst();
        }
        return inner;
    }

    private static SqlNode node(String sql, ParseTree tree, Parser parser) {
        if (tree instanceof TerminalNode word) {
            Token token = word.getSymbol();
            String kind = parser.getVocabulary().getSymbolicName(token.getType());
            return new SqlNode(
                    sql,
                    kind == null ? token.getText() : kind,
                    token.getStartIndex(),
                    Math.max(token.getStartIndex(), token.getStopIndex() + 1),
                    List.of());
        }
        ParserRuleContext rule = (ParserRuleContext) tree;
        List<SqlNode> parts = new ArrayList<>(rule.getChildCount());
        for (int i = 0; i < rule.getChildCount(); i++) {
            parts.add(node(sql, rule.getChild(i), parser));
        }
        int start = parts.isEmpty() ? rule.getStart().getStartIndex() : parts.getFirst().start();
        int end = parts.isEmpty() ? start : parts.getLast().end();
        return new SqlNode(sql, kind(rule, parser), start, end, parts);
    }

    /** The name of the alternative where the grammar has one, else that of the rule. */
    private static String kind(ParserRuleContext rule, Parser parser) {
        String type = rule.getClass().getSimpleName();
        String name = type.substring(0, type.length() - "Context".length());
        String ruleName = parser.getRuleNames()[rule.getRuleIndex()];
        return name.equalsIgnoreCase(ruleName)
                ? ruleName
                : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
