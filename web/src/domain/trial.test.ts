import { describe, expect, it } from 'vitest';
import type { TrialAnswer } from '../api/types';
import { changedColumns, fateOf, problemsAt, withValue } from './trial';

const ANSWER: TrialAnswer = {
    source: 'crm.customer',
    target: 'dw.client',
    view: [],
    in: [
        { column: 'id', type: 'int', text: '7' },
        { column: 'mail', type: 'varchar(50)' },
    ],
    sent: true,
    out: [{ column: 'id', text: '7' }, { column: 'e_mail' }, { column: 'site', text: 'sh' }],
    problems: [],
};

describe('a trial', () => {
    it('tells what has changed on the way', () => {
        expect([...changedColumns(ANSWER)]).toEqual(['e_mail', 'site']);
    });

    it('is sent, dropped, or refused; the target alone refuses nothing', () => {
        const problem = { code: 'OTR-3502', what: 'no column', remedy: 'Add it.' };
        expect(fateOf(ANSWER)).toBe('sent');
        expect(fateOf({ ...ANSWER, sent: false })).toBe('dropped');
        expect(fateOf({ ...ANSWER, sent: false, problems: [{ ...problem, place: 'target' }] })).toBe(
            'dropped',
        );
        expect(fateOf({ ...ANSWER, sent: false, problems: [{ ...problem, place: 'where' }] })).toBe(
            'refused',
        );
    });

    it('finds problems at their place, whatever the case of the column', () => {
        const problem = { place: 'set' as const, column: 'Site', code: 'OTR-3503', what: 'x', remedy: 'y' };
        const answer = { ...ANSWER, problems: [problem] };
        expect(problemsAt(answer, 'set', 'site')).toEqual([problem]);
        expect(problemsAt(answer, 'set', 'id')).toEqual([]);
        expect(problemsAt(answer, 'where')).toEqual([]);
        expect(problemsAt(undefined, 'set')).toEqual([]);
    });

    it('takes another value, or NULL', () => {
        const row = withValue(ANSWER.in, 'mail', 'a@x');
        expect(row[1]).toEqual({ column: 'mail', type: 'varchar(50)', text: 'a@x' });
        expect(withValue(row, 'mail', undefined)).toEqual(ANSWER.in);
    });
});
