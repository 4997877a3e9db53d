package dev.otter.manager.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who names whom, in one transaction. For one thread. */
record ReferenceTable(Handle handle) {

    void replace(Thing user, Set<Reference> references) {
        delete(user);
        Set<String> written = new HashSet<>();
        for (Reference reference : references) {
            if (written.add(reference.kind() + "/" + reference.key())) {
                handle.createUpdate(
                                "INSERT INTO reference (user_kind, user_id, used_kind, used_key)"
                                        + " VALUES (?, ?, ?, ?)")
                        .bind(0, user.kind().name())
                        .bind(1, user.id())
                        .bind(2, reference.kind().name())
                        .bind(3, reference.key())
                        .execute();
            }
        }
    }

    void delete(Thing user) {
        handle.createUpdate("DELETE FROM reference WHERE user_kind = ? AND user_id = ?")
                .bind(0, user.kind().name())
                .bind(1, user.id())
                .execute();
    }

    /** Kind and id of all that name this. */
    List<User> users(Reference used) {
        List<User> users = new ArrayList<>();
        handle.createQuery(
                        "SELECT user_kind, user_id FROM reference WHERE used_kind = ? AND used_key"
                                + " = ? ORDER BY user_kind, user_id")
                .bind(0, used.kind().name())
                .bind(1, used.key())
                .map((row, _) ->
                        new User(Kind.valueOf(row.getString("user_kind")), row.getLong("user_id")))
                .forEach(users::add);
        return users;
    }

    /** A thing that names another. */
    record User(Kind kind, long id) {}
}
