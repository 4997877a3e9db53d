import { describe, expect, it } from 'vitest';
import source from '../../../model/src/main/java/dev/otter/model/error/ErrorCode.java?raw';
import { errors as en } from './en/errors';
import { cureOf, errorRemedy, errorTitle } from './errors';
import { errors as zh } from './zh/errors';

/** Every constant of ErrorCode: its name, number and summary. */
const CONSTANT = /\b[A-Z][A-Z0-9_]+\(\s*(\d{4}),\s*Kind\.[A-Z]+,\s*"([^"]+)"\)/g;
const codes = new Map([...source.matchAll(CONSTANT)].map((found) => [`OTR-${found[1]}`, found[2]]));

describe('errors', () => {
    it('are all found in the sources', () => {
        expect(codes.size).toBeGreaterThan(60);
        expect(codes.size).toBe([...source.matchAll(/Kind\.[A-Z]+,/g)].length);
    });

    it('have the summary of the reference as their English title', () => {
        expect(en).toEqual(Object.fromEntries(codes));
    });

    it('have a title and a remedy in Chinese', () => {
        expect(Object.keys(zh)).toEqual([...codes.keys()]);
        for (const [code, { title, remedy }] of Object.entries(zh)) {
            expect(title, code).toMatch(/[\u4e00-\u9fff]/);
            expect(title.length, code).toBeLessThan(30);
            expect(remedy, code).toMatch(/[\u4e00-\u9fff].*。$/);
        }
    });

    it('leave a code of a newer manager to its own words', () => {
        expect(errorTitle('zh', 'OTR-0000')).toBeUndefined();
        expect(errorTitle('en', undefined)).toBeUndefined();
        expect(errorRemedy('zh', 'OTR-0000')).toBeUndefined();
        expect(errorRemedy('en', 'OTR-3101')).toBeUndefined();
    });

    it('tell their cure once', () => {
        const error = { code: 'OTR-2001', remedy: 'See that it runs.' };

        expect(cureOf('en', error)).toEqual({ text: error.remedy, original: true });
        expect(cureOf('zh', error)).toEqual({
            text: zh['OTR-2001']?.remedy,
            original: false,
            hidden: error.remedy,
        });
        expect(cureOf('zh', { code: 'OTR-2001' })).toEqual({
            text: zh['OTR-2001']?.remedy,
            original: false,
        });
        expect(cureOf('zh', {})).toBeUndefined();
    });

    it('whose cure is in the language of the reader tell no other', () => {
        const error = { code: 'OTR-2001', remedy: '请重试。', worded: true };

        expect(cureOf('zh', error)).toEqual({ text: '请重试。', original: false });
    });
});
