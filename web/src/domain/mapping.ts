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
}

export const FRESH_MAPPING: Mapping = {
    leave: false,
    source: '',
    target: '',
    mode: 'all',
    include: [],
    exclude: [],
    groups: [],
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
        mode: columns === undefined ? 'all' : 'include' in columns ? 'include' : 'exclude',
        include:
            columns !== undefined && 'include' in columns
                ? columns.include.map((one) => (typeof one === 'string' ? { source: one, target: one } : one))
                : [],
        exclude: columns !== undefined && 'exclude' in columns ? columns.exclude : [],
        groups: config.groups ?? [],
    };
}

/** The shortest form that says the same. */
export function writeMapping(mapping: Mapping): MappingConfig {
    if (mapping.leave) return `!${mapping.source}`;
    const columns = writeColumns(mapping);
    const groups = mapping.groups.filter((group) => group.length > 0);
    if (mapping.target === '' && columns === undefined && groups.length === 0) return mapping.source;
    const long: MappingObject = { source: mapping.source };
    if (mapping.target !== '') long.target = mapping.target;
    if (columns !== undefined) long.columns = columns;
    if (groups.length > 0) long.groups = groups;
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
    return mapping.mode === 'exclude' ? { exclude: mapping.exclude } : undefined;
}

/** What becomes of a source table: the first mapping that matches decides. */
export function decide(mappings: Mapping[], table: string): Mapping | undefined {
    return mappings.find((mapping) => matches(mapping.source, table));
}
