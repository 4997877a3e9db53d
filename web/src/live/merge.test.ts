import { describe, expect, it } from 'vitest';
import type { LivePipeline } from '../api/live-types';
import { stageTone } from '../pages/pipeline/stage-tone';
import { finder, mergePipelines, pipelineKey } from './merge';

function live(name: string, more: Partial<LivePipeline> = {}): LivePipeline {
    return { channel: { id: 1, name: 'shop' }, name, run: 'running', state: 'running', ...more };
}

describe('live pipelines', () => {
    it('keep their place when they change', () => {
        const merged = mergePipelines([live('a'), live('b')], [live('a', { epoch: 4 }), live('c')]);
        expect(merged.map(({ name, epoch }) => [name, epoch])).toEqual([
            ['a', 4],
            ['b', undefined],
            ['c', undefined],
        ]);
    });

    it('are told apart by their channel', () => {
        const other = live('a', { channel: { id: 2, name: 'crm' } });
        expect(mergePipelines([live('a')], [other])).toHaveLength(2);
    });

    it('are found in a list that is gone through once', () => {
        let keys = 0;
        const find = finder<LivePipeline>((pipeline) => {
            keys++;
            return pipelineKey(pipeline);
        });
        const many = Array.from({ length: 1_000 }, (_, at) => live(`p${at}`));
        for (const one of many) expect(find(many, pipelineKey(one))).toBe(one);
        expect(find(many, '1/absent')).toBeUndefined();
        expect(keys).toBe(1_000);
        expect(find([live('a', { epoch: 2 })], '1/a')?.epoch).toBe(2);
    });

    it('show which stage waits', () => {
        const waiting = live('a', { state: 'waiting', 'waiting-stage': 'load' });
        expect(stageTone(waiting, 'load')).toBe('warn');
        expect(stageTone(waiting, 'select')).toBe('good');
        expect(stageTone(live('a', { state: 'failed' }), 'select')).toBe('bad');
    });
});
