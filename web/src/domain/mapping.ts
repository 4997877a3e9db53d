/** Mappings, their short and long forms. Pure. */

import type { FileRules, MappingConfig, MappingObject, RouteRules } from '../api/types';
import { matches } from './pattern';

export type ColumnMode = 'all' | 'include' | 'exclude';

export interface ColumnPair {
    source: string;
    target: string;
}

/** A column of the target and the expression that works it out. */
export interface SetPair {
    column: string;
    expression: string;
}

/** Attached files as a form shows them; numbers that are left empty take their defaults. */
export interface FileValues {
    by: 'columns' | 'resolver';
    columns: string[];
    resolver: string;
    from: string;
    to: string;
    missing?: FileRules['missing'];
    delete?: boolean;
    parallel?: number | null;
    wait?: number | null;
    rate?: number | null;
}

/** A mapping in one form, for tables and forms. */
export interface Mapping {
    leave: boolean;
    source: string;
    target: string;
    mode: ColumnMode;
    include: ColumnPair[];
    exclude: string[];
    rename: ColumnPair[];
    groups: string[][];
    where: string;
    set: SetPair[];
    processor: string;
    withFiles: boolean;
    files: FileValues;
    /** Whether each row goes into one of several tables; the target is not used then. */
    routed: boolean;
    route: RouteRules;
    /** Keys of a newer manager, which no form shows and none must lose. */
    kept: Record<string, unknown>;
}

const KNOWN = new Set(['source', 'target', 'columns', 'groups', 'where', 'set', 'processor', 'files', 'route']);

export const FRESH_FILES: FileValues = { by: 'columns', columns: [], resolver: '', from: '', to: '' };

export const FRESH_ROUTE: RouteRules = { by: '', among: [] };

export const FRESH_MAPPING: Mapping = {
    leave: false,
    source: '',
    target: '',
    mode: 'all',
    include: [],
    exclude: [],
    rename: [],
    groups: [],
    where: '',
    set: [],
    processor: '',
    withFiles: false,
    files: FRESH_FILES,
    routed: false,
    route: FRESH_ROUTE,
    kept: {},
};

export function readMapping(config: MappingConfig): Mapping {
    if (typeof config === 'string') {
        const leave = config.startsWith('!');
        return { ...FRESH_MAPPING, leave, source: leave ? config.slice(1).trim() : config };
    }
    const { columns, files, route } = config;
    return {
        leave: false,
        source: config.source,
        target: config.target ?? '',
        mode: readMode(columns),
        include:
            columns !== undefined && 'include' in columns
                ? columns.include.map((one) => (typeof one === 'string' ? { source: one, target: one } : one))
                : [],
        exclude: columns !== undefined && 'exclude' in columns ? (columns.exclude ?? []) : [],
        rename:
            columns !== undefined && 'rename' in columns
                ? Object.entries(columns.rename).map(([source, target]) => ({ source, target }))
                : [],
        groups: config.groups ?? [],
        where: config.where ?? '',
        set: Object.entries(config.set ?? {}).map(([column, expression]) => ({ column, expression })),
        processor: config.processor ?? '',
        withFiles: files !== undefined,
        files: files === undefined ? FRESH_FILES : readFiles(files),
        routed: route !== undefined,
        route: route ?? FRESH_ROUTE,
        kept: Object.fromEntries(Object.entries(config).filter(([key]) => !KNOWN.has(key))),
    };
}

function readMode(columns: MappingObject['columns']): ColumnMode {
    if (columns === undefined) return 'all';
    if ('include' in columns) return 'include';
    return columns.exclude === undefined || columns.exclude.length === 0 ? 'all' : 'exclude';
}

function readFiles({ columns, resolver, ...rest }: FileRules): FileValues {
    return {
        by: resolver === undefined ? 'columns' : 'resolver',
        columns: columns ?? [],
        resolver: resolver ?? '',
        ...rest,
    };
}

/** The shortest form that says the same. */
export function writeMapping(mapping: Mapping): MappingConfig {
    if (mapping.leave) return `!${mapping.source}`;
    const long: MappingObject = { ...mapping.kept, source: mapping.source };
    if (mapping.target !== '' && !mapping.routed) long.target = mapping.target;
    const columns = writeColumns(mapping);
    if (columns !== undefined) long.columns = columns;
    const groups = mapping.groups.filter((group) => group.length > 0);
    if (groups.length > 0) long.groups = groups;
    if (mapping.where.trim() !== '') long.where = mapping.where.trim();
    const set = mapping.set.filter(({ column, expression }) => column !== '' || expression !== '');
    if (set.length > 0)
        long.set = Object.fromEntries(set.map(({ column, expression }) => [column, expression]));
    if (mapping.processor.trim() !== '') long.processor = mapping.processor.trim();
    if (mapping.withFiles) long.files = writeFiles(mapping.files);
    if (mapping.routed) long.route = writeRoute(mapping.route);
    return Object.keys(long).length === 1 ? mapping.source : long;
}

function writeColumns(mapping: Mapping): MappingObject['columns'] {
    if (mapping.mode === 'include') {
        return {
            include: mapping.include.map((pair) =>
                pair.target === '' || pair.target === pair.source ? pair.source : pair,
            ),
        };
    }
    const renamed = mapping.rename.filter(({ source, target }) => source !== '' || target !== '');
    const rename = Object.fromEntries(renamed.map(({ source, target }) => [source, target]));
    if (mapping.mode === 'exclude') {
        return renamed.length === 0 ? { exclude: mapping.exclude } : { exclude: mapping.exclude, rename };
    }
    return renamed.length === 0 ? undefined : { rename };
}

function writeFiles({ by, columns, resolver, from, to, missing, ...rest }: FileValues): FileRules {
    const files: FileRules = { from, to };
    if (by === 'columns') files.columns = columns;
    else files.resolver = resolver;
    if (missing !== undefined) files.missing = missing;
    if (rest.delete !== undefined) files.delete = rest.delete;
    for (const key of ['parallel', 'wait', 'rate'] as const) {
        const value = rest[key];
        if (value !== undefined && value !== null) files[key] = value;
    }
    return files;
}

function writeRoute({ by, among, otherwise }: RouteRules): RouteRules {
    return { by: by.trim(), among, ...(otherwise === undefined ? {} : { otherwise }) };
}

/** What becomes of a source table: the first pattern that matches decides, by all mappings that have it. */
export function decide(mappings: Mapping[], table: string): Mapping[] {
    const first = mappings.find((mapping) => matches(mapping.source, table));
    return first === undefined ? [] : mappings.filter(({ source }) => source === first.source);
}

/** The targets as they are written; none when the tables keep their names, or are left out. */
export function targetsOf(mapping: Mapping): string[] {
    if (mapping.leave) return [];
    if (mapping.routed) return mapping.route.among;
    return mapping.target === '' ? [] : [mapping.target];
}

/** Whether a pattern may stand for several tables; what is in backquotes is meant literally. */
export function several(pattern: string): boolean {
    return /[*[]/.test(pattern.replace(/`(?:[^`]|``)*`/g, ''));
}

export type Rule = 'filtered' | 'routed' | 'renamed' | 'computed' | 'processor' | 'files';

/** What happens to the rows on their way, in the order in which it does. */
export function rulesOf(mapping: Mapping): { rule: Rule; count: number }[] {
    if (mapping.leave) return [];
    const rules: { rule: Rule; count: number }[] = [
        { rule: 'filtered', count: mapping.where === '' ? 0 : 1 },
        { rule: 'routed', count: mapping.routed ? mapping.route.among.length : 0 },
        { rule: 'renamed', count: mapping.rename.length },
        { rule: 'computed', count: mapping.set.length },
        { rule: 'processor', count: mapping.processor === '' ? 0 : 1 },
        { rule: 'files', count: mapping.withFiles ? 1 : 0 },
    ];
    return rules.filter(({ count }) => count > 0);
}
