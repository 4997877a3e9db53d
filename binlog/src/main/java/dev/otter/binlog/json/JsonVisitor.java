package dev.otter.binlog.json;

/**
 * Hears a JSON document value by value, members in the document's order. Byte ranges are only lent:
 * who keeps them copies them. Texts and keys are UTF-8, not escaped.
 */
public interface JsonVisitor {
    /** An object of {@code members} members begins; for each follow a key and a value. */
    void startObject(int members);

    /** The key of the next value. */
    void key(byte[] buffer, int offset, int length);

    void endObject();

    /** An array of {@code elements} values begins. */
    void startArray(int elements);

    void endArray();

    /** JSON's null. */
    void nullValue();

    void bool(boolean value);

    /** A number that the server holds as signed. */
    void signed(long value);

    /** A number that the server holds as unsigned, whatever its size. */
    void unsigned(long value);

    void real(double value);

    void text(byte[] buffer, int offset, int length);

    /** A value of an SQL type that JSON does not have; see {@link Opaque}. */
    void opaque(int type, byte[] buffer, int offset, int length);
}
