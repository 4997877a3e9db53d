package dev.otter.engine.snapshot;

/**
 * How many rows the next chunk asks for: as many as fill it, by the rows seen so far. One thread.
 */
final class ChunkSize {
    private static final int FIRST = 500;
    private static final int CELLS_MAX = 400_000;

    private final int rowsMax;
    private final int bytesMax;
    private int rows;

    /**
     * @param rowsMax rows of a chunk at most
     * @param bytesMax its size in bytes at most
     * @param columns of the table
     */
    ChunkSize(int rowsMax, int bytesMax, int columns) {
        this.rowsMax = Math.clamp(CELLS_MAX / Math.max(1, columns), 1, rowsMax);
        this.bytesMax = bytesMax;
        this.rows = Math.min(FIRST, this.rowsMax);
    }

    int rows() {
        return rows;
    }

    /** A chunk of so many rows had so many bytes. */
    void read(int chunkRows, int bytes) {
        if (chunkRows > 0) {
            long fitting = (long) bytesMax * chunkRows / Math.max(1, bytes);
            int most = (int) Math.min(rowsMax, 4L * rows);
            rows = Math.clamp(fitting, 1, most);
        }
    }

    /** A chunk met too many changes: a shorter one meets fewer. */
    void shrink() {
        rows = Math.max(1, rows / 2);
    }
}
