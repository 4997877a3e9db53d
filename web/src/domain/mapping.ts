/** Mappings, their short and long forms. Pure. */

import type { MappingConfig, MappingObject } from '../api/types';
import { matches } from './pattern';

export type ColumnMode = 'all' | 'include' | 'exclude';

export interface ColumnPair {
    source: string;
    target: string;
}

/** A mapping in one form, for tables and forms. */
export interface Mapping {
    leave: boolean;
    source: string;
    target: string;
    mode: ColumnMode;
    include: ColumnPair[];
    exclude: string[];
    groups: string[][];
    /** What the forms do not show and must not lose. */
    kept: Pick<MappingObject, 'where' | 'set' | 'processor' | 'files' | 'route'> & { rename?: Record<string, string> };
}

export const FRESH_MAPPING: Mapping = {
    leave: false,
    source: '',
    target: '',
    mode: 'all',
    include: [],
    exclude: [],
    groups: [],
    kept: {},
};

export function readMapping(config: MappingConfig): Mapping {
    if (typeof config === 'string') {
        const leave = config.startsWith('!');
        return { ...FRESH_MAPPING, leave, source: leave ? config.slice(1).trim() : config };
    }
    const columns = config.columns;
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
        groups: config.groups ?? [],
        kept: readKept(config),
    };
}

function readMode(columns: MappingObject['columns']): ColumnMode {
    if (columns === undefined) return 'all';
    if ('include' in columns) return 'include';
    return columns.exclude === undefined || columns.exclude.length === 0 ? 'all' : 'exclude';
}

function readKept(config: MappingObject): Mapping['kept'] {
    const kept: Mapping['kept'] = {};
    if (config.where !== undefined) kept.where = config.where;
    if (config.set !== undefined) kept.set = config.set;
    if (config.processor !== undefined) kept.processor = config.processor;
    if (config.files !== undefined) kept.files = config.files;
    if (config.route !== undefined) kept.route = config.route;
    if (config.columns !== undefined && 'rename' in config.columns) kept.rename = config.columns.rename;
    return kept;
}

/** The shortest form that says the same. */
export function writeMapping(mapping: Mapping): MappingConfig {
    if (mapping.leave) return `!${mapping.source}`;
    const columns = writeColumns(mapping);
    const groups = mapping.groups.filter((group) => group.length > 0);
    const { where, set, processor, files, route } = mapping.kept;
    const rules = [where, set, processor, files, route].some((rule) => rule !== undefined);
    if (mapping.target === '' && columns === undefined && groups.length === 0 && !rules)
        return mapping.source;
    const long: MappingObject = { source: mapping.source };
    if (mapping.target !== '') long.target = mapping.target;
    if (columns !== undefined) long.columns = columns;
    if (groups.length > 0) long.groups = groups;
    if (where !== undefined) long.where = where;
    if (set !== undefined) long.set = set;
    if (processor !== undefined) long.processor = processor;
    if (files !== undefined) long.files = files;
    if (route !== undefined) long.route = route;
    return long;
}

function writeColumns(mapping: Mapping): MappingObject['columns'] {
    if (mapping.mode === 'include') {
        return {
            include: mapping.include.map((pair) =>
                pair.target === '' || pair.target === pair.source ? pair.source : pair,
            ),
        };
    }
    const { rename } = mapping.kept;
    if (mapping.mode === 'exclude') {
        return rename === undefined ? { exclude: mapping.exclude } : { exclude: mapping.exclude, rename };
    }
    return rename === undefined ? undefined : { rename };
}

/** What becomes of a source table: the first mapping that matches decides. */
export function decide(mappings: Mapping[], table: string): Mapping | undefined {
    return mappings.find((mapping) => matches(mapping.source, table));
}
