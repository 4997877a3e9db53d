package dev.otter.engine.pipeline;

import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSession;
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

/** Open requests on a PostgreSQL target; connects for each page. One thread. */
final class PostgresRequestStore implements RequestStore {
    private static final String COLUMNS =
            "SELECT log_file,log_offset,number,full_name,kind,pk_data FROM retl.retl_resync"
                    + " WHERE pipeline=?";
    private static final String ORDER = " ORDER BY log_file,log_offset,number LIMIT ?";

    private final Endpoint endpoint;
    private final String pipeline;

    PostgresRequestStore(Endpoint endpoint, String pipeline) {
        this.endpoint = endpoint;
        this.pipeline = pipeline;
    }

    @Override
    public List<ResyncRequest> page(Optional<Place> after, int most) {
        String behind = after.isPresent() ? " AND (log_file,log_offset,number)>(?,?,?)" : "";
        try (Connection connection = PostgresSession.open(endpoint);
                PreparedStatement statement =
                        connection.prepareStatement(COLUMNS + behind + ORDER)) {
            int parameter = 1;
            statement.setString(parameter++, pipeline);
            if (after.isPresent()) {
                statement.setString(parameter++, after.get().behind().file());
                statement.setLong(parameter++, after.get().behind().offset());
                statement.setInt(parameter++, after.get().number());
            }
            statement.setInt(parameter, most);
            return read(statement);
        } catch (SQLException | PostgresException e) {
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
                                rows.getString(4),
                                rows.getString(5).charAt(0),
                                rows.getString(6)));
            }
        }
        return found;
    }
}
