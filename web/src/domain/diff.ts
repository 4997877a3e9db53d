/** Lines of two texts side by side. Pure. */

export interface DiffLine {
    kind: 'same' | 'add' | 'del';
    text: string;
}

/** Above this the middle is shown as wholly replaced, so that the browser stays quick. */
const CELLS_MAX = 4_000_000;

export function diffLines(before: string[], after: string[]): DiffLine[] {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start++;
    let end = 0;
    while (
        end < before.length - start &&
        end < after.length - start &&
        before[before.length - 1 - end] === after[after.length - 1 - end]
    ) {
        end++;
    }
    const same = (text: string): DiffLine => ({ kind: 'same', text });
    return [
        ...before.slice(0, start).map(same),
        ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
        ...before.slice(before.length - end).map(same),
    ];
}

function middle(before: string[], after: string[]): DiffLine[] {
    if (before.length * after.length > CELLS_MAX) {
        return [
            ...before.map((text): DiffLine => ({ kind: 'del', text })),
            ...after.map((text): DiffLine => ({ kind: 'add', text })),
        ];
    }
    const width = after.length + 1;
    const longest = new Uint32Array((before.length + 1) * width);
    const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
    for (let row = before.length - 1; row >= 0; row--) {
        for (let column = after.length - 1; column >= 0; column--) {
            longest[row * width + column] =
                before[row] === after[column]
                    ? at(row + 1, column + 1) + 1
                    : Math.max(at(row + 1, column), at(row, column + 1));
        }
    }
    const lines: DiffLine[] = [];
    let row = 0;
    let column = 0;
    while (row < before.length || column < after.length) {
        const old = before[row];
        const next = after[column];
        if (old !== undefined && old === next) {
            lines.push({ kind: 'same', text: old });
            row++;
            column++;
        } else if (old !== undefined && (next === undefined || at(row + 1, column) >= at(row, column + 1))) {
            lines.push({ kind: 'del', text: old });
            row++;
        } else if (next !== undefined) {
            lines.push({ kind: 'add', text: next });
            column++;
        }
    }
    return lines;
}

/** A value as lines of JSON with its keys in order. */
export function jsonLines(value: unknown): string[] {
    return value === undefined ? [] : JSON.stringify(value, null, 2).split('\n');
}
