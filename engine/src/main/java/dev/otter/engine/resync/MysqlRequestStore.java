package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.resync.ResyncRequest.Place;
import dev.otter.model.position.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Open requests on a target that is MySQL or MariaDB; connects for each page. One thread. */
public final class MysqlRequestStore implements RequestStore {
    private final Supplier<MysqlConnection> connect;
    private final String pipeline;

    /**
     * @param connect opens connections to the target
     * @param pipeline full name of the pipeline
     */
    public MysqlRequestStore(Supplier<MysqlConnection> connect, String pipeline) {
        this.connect = connect;
        this.pipeline = pipeline;
    }

    @Override
    public List<ResyncRequest> page(Optional<Place> after, int most) {
        List<ResyncRequest> found = new ArrayList<>();
        try (MysqlConnection connection = connect.get()) {
            for (String condition : conditions(after)) {
                if (found.size() < most) {
                    read(connection, condition, most - found.size(), found);
                }
            }
        }
        return found;
    }

    /** From near to far, each of which the primary key answers without passing over rows. */
    private static List<String> conditions(Optional<Place> after) {
        if (after.isEmpty()) {
            return List.of("");
        }
        LogPosition behind = after.get().behind();
        String file = " AND `log_file`=" + literal(behind.file());
        return List.of(
                file
                        + " AND `log_offset`="
                        + behind.offset()
                        + " AND `number`>"
                        + after.get().number(),
                file + " AND `log_offset`>" + behind.offset(),
                " AND `log_file`>" + literal(behind.file()));
    }

    private void read(
            MysqlConnection connection, String condition, int most, List<ResyncRequest> found) {
        QueryResult rows =
                connection.query(
                        "SELECT `log_file`,`log_offset`,`number`,`full_name`,`kind`,`pk_data`"
                                + " FROM `retl`.`retl_resync` WHERE `pipeline`="
                                + literal(pipeline)
                                + condition
                                + " ORDER BY `log_file`,`log_offset`,`number` LIMIT "
                                + most);
        for (int row = 0; row < rows.size(); row++) {
            found.add(
                    new ResyncRequest(
                            new Place(
                                    new LogPosition(rows.string(row, 0), rows.number(row, 1)),
                                    Math.toIntExact(rows.number(row, 2))),
                            rows.string(row, 3),
                            rows.string(row, 4).charAt(0),
                            rows.string(row, 5)));
        }
    }

    private static String literal(String text) {
        return "_utf8mb4 x'"
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                + "' COLLATE utf8mb4_bin";
    }
}
