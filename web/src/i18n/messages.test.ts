import { describe, expect, it } from 'vitest';
import { translate } from '.';
import { en } from './en';
import { zh } from './zh';

const NAMES = /\{(\w+)\}/g;

describe('messages', () => {
    it('have the same keys in both languages', () => {
        expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    });

    it('are in one file only', () => {
        const parts = Object.values(
            import.meta.glob('./en/{flow,mapping,operation,pipeline,room,shared}.ts', { eager: true }),
        );
        const keys = parts.flatMap((part) => Object.values(part as object).flatMap(Object.keys));
        expect(keys.length).toBe(Object.keys(en).length);
    });

    it('have no empty text', () => {
        for (const [key, text] of [...Object.entries(en), ...Object.entries(zh)]) {
            expect(text.trim(), key).not.toBe('');
        }
    });

    it('take the same values in both languages', () => {
        for (const key of Object.keys(en) as (keyof typeof en)[]) {
            const names = (text: string) => [...text.matchAll(NAMES)].map((found) => found[1]).sort();
            expect(names(zh[key]), key).toEqual(names(en[key]));
        }
    });

    it('put values in place', () => {
        expect(translate('en', 'list.total', { total: 7 })).toBe('7 in all');
        expect(translate('zh', 'list.total', { total: 7 })).toBe('共 7 条');
    });

    it('write large numbers as people read them', () => {
        expect(translate('en', 'list.total', { total: 12_345 })).toBe('12,345 in all');
        expect(translate('en', 'list.total', { total: '12345' })).toBe('12345 in all');
    });

    it('leave an unknown name as it is', () => {
        expect(translate('en', 'list.total')).toBe('{total} in all');
    });
});
