package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnTypes;

/** Reads the body of a TABLE_MAP event behind the table's number. */
final class TableMapParser {
    private TableMapParser() {}

    static TableMap parse(long id, MetadataDialect dialect, ByteReader in) {
        in.skip(2);
        String schema = name(in);
        String table = name(in);
        try {
            return columns(id, dialect, schema, table, in);
        } catch (BinlogFormatException e) {
            throw e.at("table " + schema + "." + table);
        }
    }

    private static String name(ByteReader in) {
        // MySQL writes one byte; names have at most 64 characters, 192 bytes.
        String name = in.utf8(in.packedUpTo(in.remaining(), "length of a name"));
        if (in.u8() != 0) {
            throw BinlogFormatException.malformed("a name without its end");
        }
        return name;
    }

    private static TableMap columns(
            long id, MetadataDialect dialect, String schema, String table, ByteReader in) {
        int count = in.packedUpTo(in.remaining(), "number of columns");
        int codes = in.skip(count);
        int metadataLength = in.packedUpTo(in.remaining(), "length of the column metadata");
        ByteReader metadata = new ByteReader(in.buffer(), in.skip(metadataLength), metadataLength);
        ColumnType[] types = new ColumnType[count];
        for (int i = 0; i < count; i++) {
            types[i] = ColumnTypes.read(in.buffer()[codes + i] & 0xFF, metadata);
        }
        if (metadata.remaining() > 0) {
            throw BinlogFormatException.malformed(
                    metadata.remaining() + " bytes of column metadata are left over");
        }
        boolean[] nullable = new boolean[count];
        int bits = in.skip((count + 7) / 8);
        for (int i = 0; i < count; i++) {
            nullable[i] = (in.buffer()[bits + (i >> 3)] >> (i & 7) & 1) != 0;
        }
        TableMetadata extra = new TableMetadataParser(types, dialect).parse(in);
        return new TableMap(id, schema, table, types, nullable, extra);
    }
}
