import { describe, expect, it } from 'vitest';
import { ago, bytes, number, percent, rate, span } from './format';

describe('formats', () => {
    it.each([
        [0, '0 B'],
        [1023, '1023 B'],
        [1024, '1.0 KB'],
        [150 * 1024, '150 KB'],
        [64 * 1024 * 1024, '64.0 MB'],
    ])('bytes %d', (value, text) => {
        expect(bytes(value)).toBe(text);
    });

    it.each([
        [-5, '0 ms'],
        [12, '12 ms'],
        [1_500, '1.5 s'],
        [42_000, '42 s'],
        [60_000, '1 min'],
        [95_000, '1 min 35 s'],
        [3_720_000, '1 h 2 min'],
        [90_000_000, '1 d 1 h'],
    ])('span %d', (value, text) => {
        expect(span(value, 'en')).toBe(text);
    });

    it('spans in Chinese', () => {
        expect(span(95_000, 'zh')).toBe('1 分 35 秒');
    });

    it('shows a dash for what is not known', () => {
        expect([
            bytes(undefined),
            span(undefined, 'en'),
            number(undefined, 'zh'),
            percent(undefined),
        ]).toEqual(['–', '–', '–', '–']);
    });

    it('keeps a digit of small rates only', () => {
        expect(rate(0.25, 'en')).toBe('0.3');
        expect(rate(1234.5, 'en')).toBe('1,235');
    });

    it('counts from a moment', () => {
        expect(ago('2026-11-26T10:00:00.000Z', Date.parse('2026-11-26T10:00:42.000Z'), 'en')).toBe('42 s');
    });
});
