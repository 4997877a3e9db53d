import type { PipelineConfig, StartPoint } from '../../api/types';

type Verify = NonNullable<PipelineConfig['verify']>;

/** A start point as a form shows it. */
export interface StartValues {
    kind: 'default' | 'now' | 'earliest' | 'file' | 'gtid' | 'timestamp';
    file?: string;
    position?: number;
    gtid?: string;
    timestamp?: string;
}

export interface PipelineValues extends Omit<PipelineConfig, 'start' | 'parallelism'> {
    start: StartValues;
    parallelism?: number;
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

export function pipelineToForm(config: PipelineConfig): PipelineValues {
    const { start, parallelism, ...rest } = config;
    return {
        ...rest,
        start: startToForm(start),
        ...(typeof parallelism === 'number' ? { parallelism } : {}),
    };
}

export function pipelineToConfig(values: PipelineValues, tables: PipelineConfig['tables']): PipelineConfig {
    const { start, parallelism, verify, ...rest } = values;
    const point = rest.canal ? undefined : startToConfig(start);
    return {
        ...rest,
        parallelism: parallelism ?? 'auto',
        tables: tables ?? [],
        ...(point === undefined ? {} : { start: point }),
        ...(verify === undefined ? {} : { verify: withoutEmptySchedule(verify) }),
    };
}

/** Without a time of day nothing is compared by a clock. */
function withoutEmptySchedule(verify: Verify): Verify {
    const { schedule, ...rest } = verify;
    return schedule?.at ? { ...rest, schedule } : rest;
}
