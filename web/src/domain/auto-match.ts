/** Pairs the columns of two tables. Pure. */

import type { ColumnPair } from './mapping';

export interface Matched {
    pairs: ColumnPair[];
    /** Source columns without a partner. */
    left: string[];
    /** Target columns without a partner. */
    right: string[];
}

/** First the same names, then those that differ only in case, underscores or hyphens. */
export function autoMatch(source: string[], target: string[]): Matched {
    const free = [...target];
    const partner = new Map<string, string>();
    for (const alike of [exact, loose]) {
        for (const column of source) {
            if (partner.has(column)) continue;
            const at = free.findIndex((candidate) => alike(candidate) === alike(column));
            if (at >= 0) partner.set(column, free.splice(at, 1)[0] ?? column);
        }
    }
    return {
        pairs: source.flatMap((column) => {
            const found = partner.get(column);
            return found === undefined ? [] : [{ source: column, target: found }];
        }),
        left: source.filter((column) => !partner.has(column)),
        right: free,
    };
}

function exact(name: string): string {
    return name.toLowerCase();
}

function loose(name: string): string {
    return name.toLowerCase().replace(/[_-]/g, '');
}

/** Column names out of pasted text: a list, or the lines of a CREATE TABLE. */
export function readColumns(text: string): string[] {
    const create = /create\s+table[^(]*\(([\s\S]*)\)/i.exec(text);
    const parts = create ? splitOutside(create[1] ?? '') : text.split(/[\s,;]+/);
    const names = parts.map((part) => (create ? columnOf(part) : part.replace(/[`"']/g, '')));
    return [...new Set(names.filter((name) => name !== ''))];
}

/** Splits at commas that are not in brackets. */
function splitOutside(text: string): string[] {
    const parts: string[] = [''];
    let depth = 0;
    for (const char of text) {
        if (char === '(') depth++;
        if (char === ')') depth--;
        if (char === ',' && depth === 0) parts.push('');
        else parts[parts.length - 1] += char;
    }
    return parts;
}

function columnOf(part: string): string {
    const line = part.trim();
    if (/^(primary|unique|key|index|constraint|foreign|fulltext|spatial|check)\b/i.test(line)) return '';
    return (/^(`[^`]+`|"[^"]+"|\S+)/.exec(line)?.[0] ?? '').replace(/[`"]/g, '');
}
