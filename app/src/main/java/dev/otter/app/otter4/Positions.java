package dev.otter.app.otter4;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the positions that Otter 4 kept. */
final class Positions {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ConfigJson FORMS = new ConfigJson();
    private static final int FIRST_EVENT = 4;

    /** Another server's log has the same transactions at other places. */
    private static final Duration FALL_BACK = Duration.ofSeconds(60);

    private Positions() {}

    /**
     * The start point of a cursor.
     *
     * @param text the znode's data
     * @param source where the log is read from now on
     */
    static Optional<StartPoint> ofCursor(String text, ServerAddress source) {
        JsonNode cursor = json(text);
        JsonNode address = cursor.path("identity").path("sourceAddress");
        boolean same =
                source.host().equalsIgnoreCase(address.path("address").asString(""))
                        && source.port() == address.path("port").asInt(0);
        // The key has lost a letter in all versions of canal.
        JsonNode entry = cursor.has("postion") ? cursor.get("postion") : cursor.path("position");
        return of(entry, same);
    }

    /** The start point of a position that was set by hand. */
    static Optional<StartPoint> ofSetting(String text) {
        return of(json(text), true);
    }

    private static Optional<StartPoint> of(JsonNode entry, boolean sameServer) {
        String gtid = entry.path("gtid").asString("");
        Optional<StartPoint> gtids = gtid.isBlank() ? Optional.empty() : gtids(gtid);
        if (gtids.isPresent()) {
            return gtids;
        }
        String file = entry.path("journalName").asString("");
        long offset = entry.path("position").asLong(-1);
        if (sameServer && !file.isBlank() && offset >= FIRST_EVENT) {
            LogPosition position = new LogPosition(file, offset);
            if (position.fileNumber() >= 0) {
                return Optional.of(new StartPoint.AtPosition(position));
            }
        }
        long time = entry.path("timestamp").asLong(0);
        return time > 0
                ? Optional.of(
                        new StartPoint.AtTime(
                                Instant.ofEpochMilli(time)
                                        .minus(sameServer ? Duration.ZERO : FALL_BACK)))
                : Optional.empty();
    }

    private static Optional<StartPoint> gtids(String text) {
        try {
            return Optional.of(FORMS.read(FORMS.object().put("gtid", text), StartPoint.class));
        } catch (OtterException _) {
            // It is no GTID set; file and time of the same entry are looked at next.
            return Optional.empty();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.strip().replaceAll(";$", ""));
        } catch (JacksonException _) {
            // No position can be read of it; the caller tells so.
            return JSON.missingNode();
        }
    }
}
