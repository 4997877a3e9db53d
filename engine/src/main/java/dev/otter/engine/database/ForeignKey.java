package dev.otter.engine.database;

import dev.otter.model.table.TableName;
import java.util.List;

/**
 * A foreign key. Immutable.
 *
 * @param name name within the child's database
 * @param child table that refers
 * @param childColumns its columns in order
 * @param parent table that is referred to
 * @param parentColumns the columns referred to, in the same order
 * @param onUpdate what happens to children when the parent's columns change
 * @param onDelete what happens to children when the parent's row goes
 */
public record ForeignKey(
        String name,
        TableName child,
        List<String> childColumns,
        TableName parent,
        List<String> parentColumns,
        Rule onUpdate,
        Rule onDelete) {
    /** What the server does with children. NO_ACTION is RESTRICT in InnoDB. */
    public enum Rule {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT;

        static Rule of(String text) {
            return valueOf(text.strip().replace(' ', '_'));
        }

        /** Whether the server itself writes rows of the child, which no log of rows shows. */
        public boolean writesChildren() {
            return switch (this) {
                case NO_ACTION, RESTRICT -> false;
                case CASCADE, SET_NULL, SET_DEFAULT -> true;
            };
        }
    }

    public ForeignKey {
        childColumns = List.copyOf(childColumns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** Whether rows refer to rows of the same table. */
    public boolean selfReference() {
        return child.equals(parent);
    }

    /** Whether changing or deleting a parent's row can write rows of the child. */
    public boolean cascades() {
        return onUpdate.writesChildren() || onDelete.writesChildren();
    }
}
