package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the target's tables from the source's own statements: columns, keys, foreign keys and the
 * counter of automatic numbers as they are; only names change. Stateless.
 */
final class TargetCreation {
    private static final Pattern REFERENCES =
            Pattern.compile(" REFERENCES (?:(`(?:[^`]|``)+`)\\.)?(`(?:[^`]|``)+`) ");

    private TargetCreation() {}

    /**
     * Creates tables, and databases where they are missing.
     *
     * @param from the source
     * @param to the target
     * @param wanted source tables by the names that they have on the target
     * @param route where other tables go to which foreign keys refer
     * @throws OtterException COPY_TABLE_NOT_MADE when the target refuses
     */
    static void create(
            MysqlConnection from,
            MysqlConnection to,
            Map<TableName, TableName> wanted,
            TableRoute route) {
        to.query("SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION',foreign_key_checks=0");
        from.query("SET SESSION sql_mode='',sql_quote_show_create=1");
        wanted.forEach((target, source) -> {
            String ddl = from.query("SHOW CREATE TABLE " + source.quoted()).string(0, 1);
            try {
                to.query(database(from, source.database(), target.database()));
                to.query(renamed(ddl, source, target, route));
            } catch (ServerErrorException e) {
                throw new OtterException(
                        ErrorCode.COPY_TABLE_NOT_MADE,
                        "the target refuses to create the table with " + e.getMessage(),
                        "target table " + target + ", made from " + source,
                        "Create it on the target by hand in a form that it takes, or grant CREATE on"
                                + " its database; then start again.",
                        e);
            }
        });
        to.query("SET SESSION sql_mode=DEFAULT,foreign_key_checks=1");
    }

    private static String database(MysqlConnection from, String source, String target) {
        String ddl =
                from.query("SHOW CREATE DATABASE IF NOT EXISTS " + TableName.quote(source))
                        .string(0, 1);
        Matcher charset = Pattern.compile("DEFAULT CHARACTER SET (\\w+)").matcher(ddl);
        return "CREATE DATABASE IF NOT EXISTS "
                + TableName.quote(target)
                + (charset.find() ? " DEFAULT CHARACTER SET " + charset.group(1) : "");
    }

    /** The statement with the target's names; foreign keys to tables out of scope are left out. */
    static String renamed(String ddl, TableName source, TableName target, TableRoute route) {
        String begin = "CREATE TABLE " + TableName.quote(source.table()) + " ";
        int bracket = ddl.startsWith(begin) ? begin.length() : ddl.indexOf('(');
        List<String> lines = new ArrayList<>();
        for (String line : ddl.substring(bracket).split("\n")) {
            String definition = line.strip();
            if (definition.startsWith("CONSTRAINT ") && definition.contains(" FOREIGN KEY ")) {
                referring(line, source, route).ifPresent(lines::add);
            } else {
                lines.add(line);
            }
        }
        for (int i = 0; i + 1 < lines.size(); i++) {
            boolean last = lines.get(i + 1).startsWith(")");
            if (last && lines.get(i).endsWith(",")) {
                lines.set(i, lines.get(i).substring(0, lines.get(i).length() - 1));
            }
        }
        return "CREATE TABLE IF NOT EXISTS " + target.quoted() + " " + String.join("\n", lines);
    }

    private static Optional<String> referring(String line, TableName source, TableRoute route) {
        Matcher reference = REFERENCES.matcher(line);
        if (!reference.find()) {
            return Optional.of(line);
        }
        String database =
                reference.group(1) == null ? source.database() : plain(reference.group(1));
        return route.target(new TableName(database, plain(reference.group(2))))
                .map(parent ->
                        line.substring(0, reference.start())
                                + " REFERENCES "
                                + parent.quoted()
                                + " "
                                + line.substring(reference.end()));
    }

    private static String plain(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("``", "`");
    }
}
