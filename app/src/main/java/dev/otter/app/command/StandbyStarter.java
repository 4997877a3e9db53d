package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.SourceChoice;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.util.List;
import java.util.Optional;

/** Starts the pipelines whose source has a certain server at that server, others as usual. */
final class StandbyStarter implements PipelineStarter {
    private final PipelineStarter usual;
    private final SourceChoice choice;

    private StandbyStarter(PipelineStarter usual, SourceChoice choice) {
        this.usual = usual;
        this.choice = choice;
    }

    /**
     * @param server value of --use-standby
     * @param position value of --standby-position
     * @throws OtterException when a value cannot be read, no pipeline has the server, or several
     *     have it and a position is given
     */
    static PipelineStarter of(
            PipelineStarter usual,
            List<SyncFile.Entry> entries,
            String server,
            Optional<String> position) {
        SourceChoice choice = new SourceChoice(server, position.map(StandbyStarter::position));
        long fitting = entries.stream().filter(entry -> has(entry, server)).count();
        if (fitting == 0) {
            throw wrong(
                    "no source of these pipelines has a server " + server,
                    "Write HOST:PORT as it stands in the file, as host or in standbys.");
        }
        if (fitting > 1 && position.isPresent()) {
            throw wrong(
                    fitting + " pipelines read from " + server + ", each from its own position",
                    "Choose one with --pipeline.");
        }
        return new StandbyStarter(usual, choice);
    }

    private static LogPosition position(String text) {
        try {
            return LogPosition.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "'" + text + "' is no position",
                    "Write FILE:OFFSET, such as binlog.000003:4711.");
        }
    }

    private static OtterException wrong(String what, String remedy) {
        return new OtterException(
                ErrorCode.CONFIGURATION_INVALID, what, "option --use-standby", remedy);
    }

    private static boolean has(SyncFile.Entry entry, String server) {
        Endpoint source = entry.pipeline().from();
        return source.server().toString().equals(server)
                || source.failover().map(Failover::standbys).orElse(List.of()).stream()
                        .anyMatch(standby -> standby.toString().equals(server));
    }

    @Override
    public PipelineRun start(SyncFile.Entry entry) {
        return has(entry, choice.address()) ? usual.start(entry, choice) : usual.start(entry);
    }
}
