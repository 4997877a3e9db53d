package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.TableReference;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads definitions of indexes and of foreign keys. Stateless. */
final class KeyReading {
    private KeyReading() {}

    /**
     * An index.
     *
     * @param node the definition, of any form
     * @throws HeldException when it is over an expression
     */
    static MysqlIndex index(MysqlIndex.Kind kind, SqlNode node) throws HeldException {
        List<MysqlIndex.Part> parts = new ArrayList<>();
        SqlNode columns =
                node.part("indexColumnNames")
                        .orElseThrow(() -> new HeldException(node.text(), "names no columns"));
        for (SqlNode part : columns.parts("indexColumnName")) {
            parts.add(part(kind, part));
        }
        return new MysqlIndex(name(node), kind, parts, node.text());
    }

    private static MysqlIndex.Part part(MysqlIndex.Kind kind, SqlNode part) throws HeldException {
        Optional<SqlNode> name =
                part.part("uid")
                        .or(() -> part.part("STRING_LITERAL"))
                        .or(() -> part.part("fullColumnName"));
        if (name.isEmpty()) {
            if (kind == MysqlIndex.Kind.PLAIN || kind == MysqlIndex.Kind.SPECIAL) {
                // Nothing depends on it but the speed of the source's own queries.
                return new MysqlIndex.Part("", 0, false);
            }
            throw new HeldException(part.text(), "is an expression within a unique index");
        }
        int prefix = 0;
        for (SqlNode word : part.words()) {
            if (word.text().matches("\\d{1,9}") && word.start() >= name.get().end()) {
                prefix = Integer.parseInt(word.text());
            }
        }
        boolean down = part.parts().stream().anyMatch(one -> one.is("DESC"));
        return new MysqlIndex.Part(name.get().name(), prefix, down);
    }

    /** The last name in front of the columns: that of a constraint stands before the index's. */
    private static String name(SqlNode node) {
        List<SqlNode> names = node.parts("uid");
        return names.isEmpty() ? "" : names.getLast().name();
    }

    /**
     * A foreign key.
     *
     * @param node the definition, of any form
     * @param child the table that has it
     */
    static MysqlForeignKey foreignKey(SourceRules rules, SqlNode node, TableName child)
            throws HeldException {
        SqlNode reference =
                node.part("referenceDefinition")
                        .orElseThrow(() -> new HeldException(node.text(), "names no other table"));
        TableName parent =
                reference
                        .part("tableName")
                        .flatMap(name ->
                                TableReference.of(name, child.database(), rules.ignoreCase()))
                        .orElseThrow(() -> new HeldException(node.text(), "names no other table"));
        Optional<SqlNode> constraint =
                node.has("CONSTRAINT") ? node.part("uid") : Optional.<SqlNode>empty();
        return new MysqlForeignKey(
                constraint.map(SqlNode::name).orElse(""),
                columns(node),
                parent,
                columns(reference),
                action(reference, "DELETE"),
                action(reference, "UPDATE"),
                node.text());
    }

    private static List<String> columns(SqlNode node) {
        return node.parts("indexColumnNames").stream()
                .flatMap(names -> names.parts("indexColumnName").stream())
                .map(name -> name.part("uid").orElse(name).name())
                .toList();
    }

    private static String action(SqlNode reference, String event) {
        List<SqlNode> words = reference.words();
        for (int i = 0; i + 2 < words.size(); i++) {
            if (words.get(i).word().equals("ON") && words.get(i + 1).word().equals(event)) {
                String first = words.get(i + 2).word();
                boolean two = first.equals("SET") || first.equals("NO");
                return two && i + 3 < words.size() ? first + " " + words.get(i + 3).word() : first;
            }
        }
        return "";
    }
}
