/** A row that is tried with a mapping, between the form and the interface. Pure. */

import type { TrialAnswer, TrialProblem, TrialValue } from '../api/types';

/** What stands in the way at a place of the form. */
export function problemsAt(
    answer: TrialAnswer | undefined,
    place: TrialProblem['place'],
    column?: string,
): TrialProblem[] {
    return (answer?.problems ?? []).filter(
        (problem) =>
            problem.place === place &&
            (column === undefined || problem.column?.toLowerCase() === column.toLowerCase()),
    );
}

/** The same row with another value; undefined for NULL. */
export function withValue(row: TrialValue[], column: string, text: string | undefined): TrialValue[] {
    return row.map((value) => {
        if (value.column !== column) return value;
        const type = value.type === undefined ? {} : { type: value.type };
        return { column, ...type, ...(text === undefined ? {} : { text }) };
    });
}

export type Fate = 'sent' | 'dropped' | 'refused';

/** What becomes of the row. A problem with the target's table does not keep it from being worked out. */
export function fateOf(answer: TrialAnswer): Fate {
    if (answer.sent) return 'sent';
    return answer.problems.some(({ place }) => place !== 'target') ? 'refused' : 'dropped';
}

/** Columns of the target whose value is not the source's of the same name. */
export function changedColumns(answer: TrialAnswer): Set<string> {
    const before = new Map(answer.in.map(({ column, text }) => [column.toLowerCase(), text]));
    return new Set(
        answer.out
            .filter(({ column, text }) => {
                const name = column.toLowerCase();
                return !before.has(name) || before.get(name) !== text;
            })
            .map(({ column }) => column),
    );
}
