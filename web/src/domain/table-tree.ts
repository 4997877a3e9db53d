/** Chosen tables as patterns, and back. Pure. */

export interface Schema {
    name: string;
    tables: string[];
}

/** Tables given as database.table, by their database. */
export function groupTables(tables: string[]): Schema[] {
    const schemas = new Map<string, string[]>();
    for (const table of tables) {
        const name = table.slice(0, table.indexOf('.'));
        const known = schemas.get(name);
        if (known) known.push(table);
        else schemas.set(name, [table]);
    }
    return [...schemas].map(([name, all]) => ({ name, tables: all }));
}

/**
 * The patterns that choose what was ticked: a whole database becomes database.*, so that tables made
 * later are in it too. A database of which not all tables are known is whole only when ticked itself.
 */
export function toPatterns(schemas: Schema[], ticked: Set<string>): string[] {
    return schemas.flatMap(({ name, tables }) =>
        ticked.has(name) || tables.every((table) => ticked.has(table))
            ? [`${name}.*`]
            : tables.filter((table) => ticked.has(table)),
    );
}

/** Tables whose name has the text in it, with their databases. */
export function searchTables(schemas: Schema[], text: string): Schema[] {
    const needle = text.trim().toLowerCase();
    if (needle === '') return schemas;
    return schemas
        .map(({ name, tables }) => ({
            name,
            tables: tables.filter((table) => table.toLowerCase().includes(needle)),
        }))
        .filter(({ tables }) => tables.length > 0);
}
