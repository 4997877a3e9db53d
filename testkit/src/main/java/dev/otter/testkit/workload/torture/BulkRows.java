package dev.otter.testkit.workload.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Big transactions on a table of their own: fill, change all, empty, in turns. */
final class BulkRows {

    static final String TABLE = "bulk";

    private static final int CHUNK = 500;
    private static final int LEAST_ROWS = 10_000;

    private final long firstId;
    private int turn;
    private int rows;

    /**
     * @param firstId the writer's own ids begin here
     */
    BulkRows(long firstId) {
        this.firstId = firstId;
    }

    static String create() {
        return "CREATE TABLE "
                + TABLE
                + " (id BIGINT NOT NULL PRIMARY KEY, v INT NOT NULL, word VARCHAR(80) NULL)"
                + " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci";
    }

    List<String> statements(RandomGenerator random) {
        String range = " WHERE id BETWEEN " + firstId + " AND " + (firstId + rows);
        return switch (turn++ % 3) {
            case 0 -> fill(random);
            case 1 -> List.of("UPDATE " + TABLE + " SET v=v+1,word=CONCAT(word,'+')" + range);
            default -> List.of("DELETE FROM " + TABLE + range);
        };
    }

    private List<String> fill(RandomGenerator random) {
        rows = LEAST_ROWS + random.nextInt(LEAST_ROWS);
        List<String> all = new ArrayList<>();
        // REPLACE, because rows of a former life of this writer may still be there
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            out.append(out.isEmpty() ? "REPLACE INTO " + TABLE + " (id,v,word) VALUES " : ",");
            out.append('(').append(firstId + i).append(',').append(random.nextInt(1000));
            out.append(",'word ").append(random.nextInt(1_000_000)).append("')");
            if (i % CHUNK == CHUNK - 1 || i == rows - 1) {
                all.add(out.toString());
                out.setLength(0);
            }
        }
        return all;
    }
}
