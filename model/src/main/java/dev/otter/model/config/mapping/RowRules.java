package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to rows on the way: first {@code where}, then {@code set}, then the processor. Each
 * looks at one image of a row, so that an update is worked out for the row before and after.
 *
 * @param where a CEL expression that is true for rows that are sent; empty for all
 * @param set columns whose values are worked out
 * @param processor name of a class that implements {@code RowProcessor}, or the text of its source
 */
public record RowRules(Optional<String> where, List<SetColumn> set, Optional<String> processor) {
    /** Most characters of an expression. */
    public static final int EXPRESSION_MAX = 4_000;

    /** Most characters of a processor's source. */
    public static final int SOURCE_MAX = 100_000;

    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern PACKAGE =
            Pattern.compile("\\bpackage\\s+([\\p{L}_$][\\p{L}\\p{N}_$.]*)\\s*;");
    private static final Pattern PUBLIC_CLASS =
            Pattern.compile("\\bpublic\\s+(?:final\\s+)?class\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)");

    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final int CLASS_MAX = 500;

    public RowRules {
        where = Check.absent(where);
        where.ifPresent(text -> checkExpression("'where'", text));
        set = Check.list("set", set);
        Check.distinct("column in 'set',", set.stream().map(SetColumn::column).toList());
        processor = Check.absent(processor);
        processor.ifPresent(RowRules::checkProcessor);
    }

    /** Rows go as they are. */
    public static RowRules none() {
        return new RowRules(Optional.empty(), List.of(), Optional.empty());
    }

    public boolean isNone() {
        return where.isEmpty() && set.isEmpty() && processor.isEmpty();
    }

    static void checkExpression(String of, String text) {
        if (text == null || text.isBlank() || text.length() > EXPRESSION_MAX) {
            throw new IllegalArgumentException(
                    "the expression of %s has %d characters; give 1 to %d, such as row.amount > 100"
                            .formatted(of, text == null ? 0 : text.length(), EXPRESSION_MAX));
        }
    }

    /** Whether a processor is given as the text of its source. */
    public static boolean source(String processor) {
        return processor.indexOf('{') >= 0;
    }

    /**
     * The full name of a processor's class, however it is given.
     *
     * @throws IllegalArgumentException when a source has no public class
     */
    public static String className(String processor) {
        if (!source(processor)) {
            return processor;
        }
        String code = COMMENT.matcher(processor).replaceAll(" ");
        Matcher type = PUBLIC_CLASS.matcher(code);
        if (!type.find()) {
            throw new IllegalArgumentException(
                    "the source of a processor has no public class; write 'public final class X"
                            + " implements RowProcessor'");
        }
        Matcher place = PACKAGE.matcher(code);
        return place.find() ? place.group(1) + "." + type.group(1) : type.group(1);
    }

    private static void checkProcessor(String processor) {
        if (!source(processor)) {
            checkClass(processor);
            return;
        }
        if (processor.length() > SOURCE_MAX) {
            throw new IllegalArgumentException(
                    "the source of a processor has %d characters; allowed are %d"
                            .formatted(processor.length(), SOURCE_MAX));
        }
        checkClass(className(processor));
    }

    static void checkClass(String name) {
        if (name.length() > CLASS_MAX || !CLASS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not the name of a class; write it with its package, such as"
                                    .formatted(name)
                            + " com.acme.Masking");
        }
    }
}
