import { describe, expect, it } from 'vitest';
import type { MappingConfig } from '../api/types';
import { autoMatch, readColumns } from './auto-match';
import { readAddress, writeAddress } from './address';
import { readBatch } from './batch';
import { direction } from './channels';
import { diffLines } from './diff';
import { FRESH_MAPPING, decide, readMapping, rulesOf, several, targetsOf, writeMapping } from './mapping';
import { matches } from './pattern';
import { groupTables, searchTables, toPatterns } from './table-tree';

describe('mappings', () => {
    it.each<MappingConfig>([
        'shop.*',
        '!shop.tmp_*',
        { source: 'crm.customer', target: 'dw.client' },
        { source: 'crm.customer', columns: { include: ['id', { source: 'mail', target: 'e_mail' }] } },
        { source: 'crm.note', columns: { exclude: ['draft'] }, groups: [['id', 'text']] },
        { source: 'crm.note', columns: { rename: { id: 'key' } }, where: 'row.id > 1' },
        {
            source: 'crm.note',
            columns: { exclude: ['draft'], rename: { id: 'key' } },
            set: { site: "'sh'" },
            processor: 'com.acme.Cleaning',
        },
        { source: 'crm.note', route: { by: 'row.place', among: ['dw.a', 'dw.b'], otherwise: 'skip' } },
        { source: 'crm.note', route: { by: 'row.place', among: ['dw.a', 'dw.b'] } },
        { source: 'crm.note', later: { by: 'row.site' } } as MappingConfig,
        { source: 'crm.note', files: { columns: ['path'], from: '/a', to: '/b', missing: 'skip' } },
        {
            source: 'crm.note',
            files: {
                resolver: 'com.acme.Files',
                from: '/a',
                to: '/b',
                delete: true,
                parallel: 8,
                wait: 60,
                rate: 20,
            },
        },
    ])('come back as they were: %j', (config) => {
        expect(writeMapping(readMapping(config))).toEqual(config);
    });

    it('leave out what was not filled in', () => {
        const mapping = {
            ...FRESH_MAPPING,
            source: 'crm.note',
            where: ' ',
            set: [{ column: '', expression: '' }],
            rename: [{ source: '', target: '' }],
            groups: [[]],
        };
        expect(writeMapping(mapping)).toBe('crm.note');
    });

    it('tell what happens to rows', () => {
        const mapping = readMapping({ source: 'a.b', where: 'true', set: { x: "'1'", y: "'2'" } });
        expect(rulesOf(mapping)).toEqual([
            { rule: 'filtered', count: 1 },
            { rule: 'computed', count: 2 },
        ]);
    });

    it.each([
        ['shop.orders', false],
        ['shop.*', true],
        ['logs.event_[00-15]', true],
        ['`my.db`.`a*`', false],
    ])('%s may be several tables: %s', (pattern, expected) => {
        expect(several(pattern)).toBe(expected);
    });

    it('take the first that matches', () => {
        const all = ['!shop.tmp_*', 'shop.*'].map(readMapping);
        expect(decide(all, 'shop.tmp_x').map(({ leave }) => leave)).toEqual([true]);
        expect(decide(all, 'shop.orders').map(({ leave }) => leave)).toEqual([false]);
        expect(decide(all, 'crm.orders')).toEqual([]);
    });

    it('take all that have the pattern of the first that matches', () => {
        const route = { by: 'row.place', among: ['dw.c', 'dw.d'] };
        const all = [
            { source: 'shop.orders', target: 'dw.a' },
            'shop.*',
            { source: 'shop.orders', target: 'dw.b' },
            { source: 'shop.orders', route },
        ].map((config) => readMapping(config));
        expect(decide(all, 'shop.orders').flatMap(targetsOf)).toEqual(['dw.a', 'dw.b', 'dw.c', 'dw.d']);
        expect(decide(all, 'shop.items').flatMap(targetsOf)).toEqual([]);
    });

    it('forget the target of rows that are spread', () => {
        const mapping = readMapping({ source: 'a.b', route: { by: 'row.x', among: ['c.d', 'c.e'] } });
        expect(writeMapping({ ...mapping, target: 'c.f' })).toEqual({
            source: 'a.b',
            route: { by: 'row.x', among: ['c.d', 'c.e'] },
        });
        expect(rulesOf(mapping)).toEqual([{ rule: 'routed', count: 2 }]);
    });
});

describe('patterns', () => {
    it.each([
        ['shop.*', 'shop.orders', true],
        ['shop_*.order_*', 'shop_1.order_2', true],
        ['logs.event_[00-15]', 'logs.event_07', true],
        ['logs.event_[00-15]', 'logs.event_7', false],
        ['logs.event_[8-12]', 'logs.event_9', true],
        ['`my.db`.`a*`', 'my.db.a*', true],
        ['`my.db`.`a*`', 'my.db.ab', false],
        ['shop.orders', 'shop.Orders', false],
    ])('%s chooses %s: %s', (pattern, table, chosen) => {
        expect(matches(pattern, table)).toBe(chosen);
    });
});

describe('batch', () => {
    it('reads all its forms', () => {
        const text =
            '# a comment\n\nshop.*\n!shop.tmp_*\na.b -> c.d\na.c, c.e\n(.*),order,1,2,5\ns1,t1,1,s2,t2,2\ns1,t3,1,s1,t3,2,7';
        const batch = readBatch(text, []);
        expect(batch.mistakes).toEqual([]);
        expect(batch.mappings.map(writeMapping)).toEqual([
            'shop.*',
            '!shop.tmp_*',
            { source: 'a.b', target: 'c.d' },
            { source: 'a.c', target: 'c.e' },
            '*.order',
            { source: 's1.t1', target: 's2.t2' },
            's1.t3',
        ]);
    });

    it('names the line of each mistake', () => {
        const batch = readBatch('shop.*\nno-dot\na,b,c\nshop.*', [readMapping('crm.*')]);
        expect(batch.mistakes.map(({ line, mistake }) => [line, mistake])).toEqual([
            [2, 'pattern'],
            [3, 'fields'],
            [4, 'twice'],
        ]);
    });

    it('knows what is there already', () => {
        expect(readBatch('crm.*', [readMapping('crm.*')]).mistakes[0]?.mistake).toBe('twice');
    });
});

describe('columns', () => {
    it('are matched by name first, then loosely', () => {
        expect(autoMatch(['id', 'userName', 'mail'], ['ID', 'user_name', 'note'])).toEqual({
            pairs: [
                { source: 'id', target: 'ID' },
                { source: 'userName', target: 'user_name' },
            ],
            left: ['mail'],
            right: ['note'],
        });
    });

    it('never give one target to two sources', () => {
        expect(autoMatch(['a_b', 'ab'], ['ab']).pairs).toEqual([{ source: 'ab', target: 'ab' }]);
    });

    it('are read from a list or a CREATE TABLE', () => {
        expect(readColumns('id, name\nmail')).toEqual(['id', 'name', 'mail']);
        expect(
            readColumns(
                'CREATE TABLE `t` (`id` int, price decimal(10,2), PRIMARY KEY (`id`), KEY k (price))',
            ),
        ).toEqual(['id', 'price']);
    });
});

describe('tables', () => {
    const schemas = groupTables(['crm.a', 'shop.a', 'shop.b']);

    it('become a whole database when all are ticked', () => {
        expect(toPatterns(schemas, new Set(['shop.a', 'shop.b']))).toEqual(['shop.*']);
        expect(toPatterns(schemas, new Set(['crm', 'shop.b']))).toEqual(['crm.*', 'shop.b']);
    });

    it('are found by a part of their name', () => {
        expect(searchTables(schemas, 'P.B')).toEqual([{ name: 'shop', tables: ['shop.b'] }]);
    });
});

describe('addresses', () => {
    it.each(['10.0.0.7:3306', '[fe80::1]:3307', 'db.example:3306'])('%s', (text) => {
        expect(writeAddress(readAddress(text, 3306))).toBe(text);
    });

    it('have the usual port', () => {
        expect(readAddress('db', 3306)).toEqual({ host: 'db', port: 3306 });
    });
});

describe('direction', () => {
    it('is two-way when pipelines run against each other', () => {
        const way = (from: string, to: string) => ({ name: `${from}-${to}`, from, to });
        expect(direction({ name: 'c' })).toBe('none');
        expect(direction({ name: 'c', pipelines: [way('a', 'b'), way('a', 'c')] })).toBe('one-way');
        expect(direction({ name: 'c', pipelines: [way('a', 'b'), way('B', 'A')] })).toBe('two-way');
    });
});

describe('diff', () => {
    it('keeps what is the same', () => {
        expect(diffLines(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([
            { kind: 'same', text: 'a' },
            { kind: 'del', text: 'b' },
            { kind: 'add', text: 'x' },
            { kind: 'same', text: 'c' },
        ]);
    });

    it('can be put together to both sides', () => {
        const before = 'the quick brown fox jumps'.split('');
        const after = 'a quick red fox jumped'.split('');
        const lines = diffLines(before, after);
        expect(lines.filter((line) => line.kind !== 'add').map((line) => line.text)).toEqual(before);
        expect(lines.filter((line) => line.kind !== 'del').map((line) => line.text)).toEqual(after);
    });
});
