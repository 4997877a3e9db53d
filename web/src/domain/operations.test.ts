import { describe, expect, it } from 'vitest';
import { anyOpen, keysOf, linesOf, requestOf, subjectOf } from './operations';

describe('operations', () => {
    it('are open until they are over', () => {
        expect(anyOpen(undefined)).toBe(false);
        expect(anyOpen([{ state: 'done' }, { state: 'failed' }, { state: 'cancelled' }])).toBe(false);
        expect(anyOpen([{ state: 'done' }, { state: 'queued' }])).toBe(true);
        expect(anyOpen([{ state: 'running' }])).toBe(true);
    });

    it('take one key each line', () => {
        expect(keysOf(' 1 \n\n2,a\n')).toEqual(['1', '2,a']);
        expect(keysOf(undefined)).toEqual([]);
    });

    it('ask only for what their kind knows', () => {
        const form = {
            tables: ['a.*'],
            table: ' a.b ',
            keys: '1\n2',
            where: ' id > 5 ',
            repair: true,
            server: ' b:3306 ',
        };
        expect(requestOf('copy', form)).toEqual({ kind: 'copy', tables: ['a.*'], where: 'id > 5' });
        expect(requestOf('copy', {})).toEqual({ kind: 'copy', tables: [] });
        expect(requestOf('check', form)).toEqual({ kind: 'check', tables: ['a.*'], repair: true });
        expect(requestOf('check', { limit: 500 })).toEqual({
            kind: 'check',
            tables: [],
            repair: false,
            'rows-per-second': 500,
        });
        expect(requestOf('resync', { ...form, by: 'keys' })).toEqual({
            kind: 'resync',
            table: 'a.b',
            keys: ['1', '2'],
        });
        expect(requestOf('resync', { ...form, by: 'where' })).toEqual({
            kind: 'resync',
            table: 'a.b',
            where: 'id > 5',
        });
        expect(requestOf('standby', form)).toEqual({ kind: 'standby', server: 'b:3306' });
        expect(() => requestOf('ddl', form)).toThrow();
    });

    it('say in a line what they are about', () => {
        expect(subjectOf({ kind: 'copy', tables: ['a.b', 'a.c'], where: 'id > 5' })).toBe(
            'a.b, a.c · id > 5',
        );
        expect(subjectOf({ kind: 'resync', table: 'a.b', keys: ['1', '2', '3', '4'] })).toBe('a.b · 1 2 3 …');
        expect(subjectOf({ kind: 'ddl', statement: 'x:1', decision: 'skip' })).toBe('skip x:1');
        expect(subjectOf({ kind: 'check', tables: [], keys: [] })).toBe('');
    });

    it('show a line for each column that differs, and one for a row without', () => {
        const changed = {
            table: 't',
            key: 'id=1',
            kind: 'changed' as const,
            values: [
                { column: 'v', source: 'a', target: 'b' },
                { column: 'w', source: 'c', target: 'd' },
            ],
        };
        const missing = { table: 't', key: 'id=2', kind: 'missing' as const, values: [] };

        const lines = linesOf([changed, missing]);

        expect(lines.map((line) => [line.id, line.column, line.span])).toEqual([
            ['0/0', 'v', 2],
            ['0/1', 'w', 0],
            ['1', undefined, 1],
        ]);
    });
});
