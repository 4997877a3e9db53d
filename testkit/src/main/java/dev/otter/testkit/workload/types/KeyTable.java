package dev.otter.testkit.workload.types;

/** A table {@code (k TYPE PRIMARY KEY, v INT)}; some edge values may be equal keys. */
record KeyTable(String name, String qualified, TypeCase type) {

    String insert(Edge key, int value) {
        return "INSERT INTO "
                + qualified
                + " (k,v) VALUES ("
                + key.literal()
                + ","
                + value
                + ") ON DUPLICATE KEY UPDATE v=v+1";
    }

    String update(Edge key, int value) {
        return "UPDATE " + qualified + " SET v=" + value + " WHERE k=" + key.literal();
    }

    String delete(Edge key) {
        return "DELETE FROM " + qualified + " WHERE k=" + key.literal();
    }

    /** Fails with a duplicate key where the other key is taken. */
    String move(Edge from, Edge to) {
        return "UPDATE " + qualified + " SET k=" + to.literal() + " WHERE k=" + from.literal();
    }
}
