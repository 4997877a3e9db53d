package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.app.view.Amounts;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.resync.ResyncDesk;
import dev.otter.engine.verify.Connections;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter resync}: asks for rows to be sent again. */
@Command(
        name = "resync",
        description = {
            "Asks for rows to be sent again, by writing into retl.retl_buffer on the source.",
            "Pipelines that run, here or anywhere, read them anew from the source and make the"
                    + " target's rows the same; rows that are gone are deleted."
        })
public final class ResyncCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, such as sync.yaml.")
    private Path file;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "Only this pipeline, by its name or as channel/name; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--table",
            required = true,
            paramLabel = "TABLE",
            description = "The source table, such as shop.order.")
    private String table;

    @Option(
            names = "--divider",
            paramLabel = "TEXT",
            defaultValue = ",",
            description =
                    "What stands between the values of a key of several columns (default:"
                            + " ${DEFAULT-VALUE}).")
    private String divider;

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Which rows. */
    static final class Which {
        @Option(
                names = "--keys",
                arity = "1..*",
                paramLabel = "KEY",
                description =
                        "Rows by their keys; the values of one key in the order of the table's"
                                + " columns, binary ones as 0x… .")
        private List<String> keys;

        @Option(
                names = "--where",
                paramLabel = "SQL",
                description = "All rows of the source for which this is true.")
        private String where;
    }

    public ResyncCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SyncFile sync = new SyncFileReader(surroundings.variables()).read(file);
        TableName name = name();
        Set<Endpoint> sources = new LinkedHashSet<>();
        for (SyncFile.Entry entry : Selection.of(sync, only)) {
            if (entry.pipeline().tables().target(name).isPresent()) {
                requireFollowed(entry);
                sources.add(entry.pipeline().from());
            }
        }
        if (sources.isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "no pipeline has " + name + " in scope",
                    "--table",
                    "Correct the name; case counts.");
        }
        for (Endpoint source : sources) {
            long rows = Connections.with(source, connection -> ask(source, connection, name));
            surroundings
                    .console()
                    .line(
                            "asked for "
                                    + Amounts.count(rows, "row")
                                    + " of "
                                    + name
                                    + " on "
                                    + source);
        }
        return ExitCode.DONE;
    }

    private TableName name() {
        try {
            return TablePattern.parse(table)
                    .exact()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "'" + table + "' stands for more than one table"));
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    e.getMessage(),
                    "--table",
                    "Write it as database.table.",
                    e);
        }
    }

    private static void requireFollowed(SyncFile.Entry entry) {
        if (!entry.pipeline().options().resync()) {
            throw new OtterException(
                    ErrorCode.RESYNC_NOT_ASKED,
                    "the pipeline does not follow requests",
                    entry.places().pipeline() + ", " + entry.name(),
                    "Set 'resync: true', or choose another with --pipeline.");
        }
    }

    private long ask(Endpoint source, MysqlConnection connection, TableName name) {
        ResyncDesk desk = new ResyncDesk(connection, "source " + source);
        desk.open();
        if (which.where != null) {
            return desk.askWhere(name, which.where);
        }
        desk.ask(name, which.keys, divider);
        return which.keys.size();
    }
}
