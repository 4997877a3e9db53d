package dev.otter.binlog.json;

/**
 * Would MySQL's JSON parser, given the document's text, build the same values with the same types?
 */
final class PlainCheck implements JsonVisitor {
    private static final int VARCHAR = 15;

    private boolean plain = true;
    private boolean retyped;
    private boolean scalar = true;

    boolean plain() {
        return plain;
    }

    boolean retyped() {
        return retyped;
    }

    /** The document is neither an object nor an array. */
    boolean scalar() {
        return scalar;
    }

    @Override
    public void startObject(int members) {
        scalar = false;
    }

    @Override
    public void key(byte[] buffer, int offset, int length) {}

    @Override
    public void endObject() {}

    @Override
    public void startArray(int elements) {
        scalar = false;
    }

    @Override
    public void endArray() {}

    @Override
    public void nullValue() {}

    @Override
    public void bool(boolean value) {}

    /** The parser takes what needs more than 32 bits as unsigned. */
    @Override
    public void signed(long value) {
        plain &= value <= 0xFFFFFFFFL;
    }

    @Override
    public void unsigned(long value) {
        plain &= value < 0 || value > 0xFFFFFFFFL;
    }

    /** The parser's own arithmetic is not exact to the last bit. */
    @Override
    public void real(double value) {
        plain &= value == Math.rint(value) && Math.abs(value) < 1e6 && value != 0;
    }

    @Override
    public void text(byte[] buffer, int offset, int length) {}

    @Override
    public void opaque(int type, byte[] buffer, int offset, int length) {
        plain = false;
        switch (Opaque.kind(type)) {
            case DECIMAL, DATE, TIME, DATETIME -> {}
            case TIMESTAMP -> retyped = true;
            case BYTES -> retyped |= type != VARCHAR;
        }
    }
}
