package dev.otter.engine.pipeline;

import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.resync.ResyncRequest;
import dev.otter.engine.resync.ResyncRequest.Place;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Open requests on an Oracle target; connects for each page. One thread. */
final class OracleRequestStore implements RequestStore {
    private static final String COLUMNS =
            "SELECT LOG_FILE,LOG_OFFSET,\"NUMBER\",FULL_NAME,KIND,PK_DATA FROM RETL.RETL_RESYNC"
                    + " WHERE PIPELINE=?";
    private static final String BEHIND =
            " AND (LOG_FILE>? OR LOG_FILE=? AND (LOG_OFFSET>? OR LOG_OFFSET=?"
                    + " AND \"NUMBER\">?))";
    private static final String ORDER =
            " ORDER BY LOG_FILE,LOG_OFFSET,\"NUMBER\" FETCH FIRST ? ROWS ONLY";

    private final Endpoint endpoint;
    private final OracleConnector connector;
    private final String pipeline;

    OracleRequestStore(Endpoint endpoint, OracleConnector connector, String pipeline) {
        this.endpoint = endpoint;
        this.connector = connector;
        this.pipeline = pipeline;
    }

    /** All statements, so that their spelling can be checked. */
    static List<String> statements() {
        return List.of(COLUMNS + ORDER, COLUMNS + BEHIND + ORDER);
    }

    @Override
    public List<ResyncRequest> page(Optional<Place> after, int most) {
        String sql = COLUMNS + (after.isPresent() ? BEHIND : "") + ORDER;
        try (Connection connection = connector.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            statement.setString(parameter++, pipeline);
            if (after.isPresent()) {
                LogPosition behind = after.get().behind();
                statement.setString(parameter++, behind.file());
                statement.setString(parameter++, behind.file());
                statement.setLong(parameter++, behind.offset());
                statement.setLong(parameter++, behind.offset());
                statement.setInt(parameter++, after.get().number());
            }
            statement.setInt(parameter, most);
            return read(statement);
        } catch (SQLException | OracleException e) {
            throw new OtterException(
                    ErrorCode.ENDPOINT_UNREACHABLE,
                    "the target cannot be asked for open requests: " + e.getMessage(),
                    "endpoint " + endpoint,
                    "Nothing to do: it is asked again.",
                    e);
        }
    }

    private static List<ResyncRequest> read(PreparedStatement statement) throws SQLException {
        List<ResyncRequest> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new ResyncRequest(
                                new Place(
                                        new LogPosition(rows.getString(1), rows.getLong(2)),
                                        rows.getInt(3)),
                                text(rows, 4),
                                rows.getString(5).charAt(0),
                                text(rows, 6)));
            }
        }
        return found;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
