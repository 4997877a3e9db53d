import { describe, expect, it } from 'vitest';
import type { DdlRules, PipelineConfig } from '../../api/types';
import { ddlToConfig, ddlToForm, pipelineToConfig, pipelineToForm } from './pipeline-values';

const PIPELINE: PipelineConfig = {
    name: 'p',
    from: 'a',
    to: 'b',
    start: { file: 'mysql-bin.000003', position: 4 },
    parallelism: 8,
    ddl: { otherwise: 'apply', drop: 'ask', 'missing-columns': 'ignore-null' },
    snapshot: 'never',
    'copy-limits': { 'rows-per-second': 1000, 'source-threads': 20 },
    tables: ['shop.*'],
};

describe('a pipeline', () => {
    it('comes back as it was', () => {
        expect(pipelineToConfig(pipelineToForm(PIPELINE), PIPELINE.tables, PIPELINE)).toEqual(PIPELINE);
    });

    it('keeps what the form does not show, but not a start point that was taken away', () => {
        const before = { ...PIPELINE, later: true } as PipelineConfig;
        const { name, from, to, ddl, parallelism } = pipelineToForm(before);
        const config = pipelineToConfig(
            { name, from, to, ddl, start: { kind: 'default' }, ...(parallelism ? { parallelism } : {}) },
            [],
            before,
        );
        expect(config).toMatchObject({ later: true, 'copy-limits': { 'rows-per-second': 0 } });
        expect(config).not.toHaveProperty('start');
    });
});

describe('rules for statements', () => {
    it.each<DdlRules>([
        'ask',
        { otherwise: 'stop', drop: 'ask', truncate: 'ignore' },
        { otherwise: 'ignore', 'missing-columns': 'ignore-null' },
    ])('come back as they were: %j', (rules) => {
        expect(ddlToConfig(ddlToForm(rules))).toEqual(rules);
    });

    it('are as short as they can be', () => {
        expect(ddlToConfig({ otherwise: 'apply', missing: 'refuse', drop: 'apply', alter: null })).toBe(
            'apply',
        );
    });
});
