import type { DdlRules, DdlWord, PipelineConfig, StartPoint } from '../../api/types';

type Verify = NonNullable<PipelineConfig['verify']>;

/** A start point as a form shows it. */
export interface StartValues {
    kind: 'default' | 'now' | 'earliest' | 'file' | 'gtid' | 'timestamp';
    file?: string;
    position?: number;
    gtid?: string;
    timestamp?: string;
}

export const DDL_KINDS = ['create', 'alter', 'index', 'partition', 'rename', 'drop', 'truncate'] as const;
export type DdlKind = (typeof DDL_KINDS)[number];

/** Rules for statements as a form shows them; a kind without a word does as all do. */
export type DdlValues = { otherwise: DdlWord; missing: 'refuse' | 'ignore-null' } & Partial<
    Record<DdlKind, DdlWord | null>
>;

export interface PipelineValues extends Omit<
    PipelineConfig,
    'start' | 'parallelism' | 'ddl' | 'copy-limits'
> {
    start: StartValues;
    parallelism?: number;
    ddl: DdlValues;
    'copy-limits'?: { 'rows-per-second'?: number | null; 'source-threads'?: number | null };
}

export function startToForm(start: StartPoint | undefined): StartValues {
    if (start === undefined) return { kind: 'default' };
    if (typeof start === 'string') return { kind: start };
    if ('file' in start) return { kind: 'file', ...start };
    if ('gtid' in start) return { kind: 'gtid', ...start };
    return { kind: 'timestamp', ...start };
}

export function startToConfig(start: StartValues | undefined): StartPoint | undefined {
    switch (start?.kind) {
        case undefined:
        case 'default':
            return undefined;
        case 'now':
        case 'earliest':
            return start.kind;
        case 'file':
            return { file: start.file ?? '', position: start.position ?? 4 };
        case 'gtid':
            return { gtid: start.gtid ?? '' };
        case 'timestamp':
            return { timestamp: start.timestamp ?? '' };
    }
}

export function ddlToForm(ddl: DdlRules | undefined): DdlValues {
    if (ddl === undefined) return { otherwise: 'apply', missing: 'refuse' };
    if (typeof ddl === 'string') return { otherwise: ddl, missing: 'refuse' };
    const { 'missing-columns': missing, otherwise, ...kinds } = ddl;
    return { ...kinds, otherwise: otherwise ?? 'stop', missing: missing ?? 'refuse' };
}

/** The shortest form that says the same. */
export function ddlToConfig({ otherwise, missing, ...kinds }: DdlValues): DdlRules {
    const named = DDL_KINDS.flatMap((kind) => {
        const word = kinds[kind];
        return word === undefined || word === null || word === otherwise ? [] : [[kind, word] as const];
    });
    if (named.length === 0 && missing !== 'ignore-null') return otherwise;
    return {
        otherwise,
        ...Object.fromEntries(named),
        ...(missing === 'ignore-null' ? { 'missing-columns': missing } : {}),
    };
}

export function pipelineToForm(config: PipelineConfig): PipelineValues {
    const { start, parallelism, ddl, 'copy-limits': limits, ...rest } = config;
    const rows = limits?.['rows-per-second'] ?? 0;
    return {
        ...rest,
        start: startToForm(start),
        ddl: ddlToForm(ddl),
        'copy-limits': { ...limits, 'rows-per-second': rows === 0 ? null : rows },
        ...(typeof parallelism === 'number' ? { parallelism } : {}),
    };
}

/**
 * @param before what is edited: keys that the form does not show stay as they are
 */
export function pipelineToConfig(
    values: PipelineValues,
    tables: PipelineConfig['tables'],
    before?: PipelineConfig,
): PipelineConfig {
    const { start, parallelism, ddl, 'copy-limits': limits, verify, ...rest } = values;
    const kept = Object.fromEntries(
        Object.entries(before ?? {}).filter(([key]) => key !== 'start' && key !== 'copy-limits'),
    );
    const point = rest.canal ? undefined : startToConfig(start);
    const rows = limits?.['rows-per-second'] ?? 0;
    const threads = limits?.['source-threads'];
    return {
        ...kept,
        ...rest,
        parallelism: parallelism ?? 'auto',
        ddl: ddlToConfig(ddl),
        tables: tables ?? [],
        'copy-limits': {
            'rows-per-second': rows,
            ...(threads === undefined || threads === null ? {} : { 'source-threads': threads }),
        },
        ...(point === undefined ? {} : { start: point }),
        ...(verify === undefined ? {} : { verify: withoutEmptySchedule(verify) }),
    };
}

/** Without a time of day nothing is compared by a clock. */
function withoutEmptySchedule(verify: Verify): Verify {
    const { schedule, ...rest } = verify;
    return schedule?.at ? { ...rest, schedule } : rest;
}
