/** Reads many mappings out of a text area. Pure. */

import { FRESH_MAPPING } from './mapping';
import type { Mapping } from './mapping';

export type BatchMistake = 'fields' | 'pattern' | 'twice';

export interface Batch {
    mappings: Mapping[];
    /** Lines that cannot be read; nothing is added while there is one. */
    mistakes: { line: number; text: string; mistake: BatchMistake }[];
}

/**
 * One mapping a line: a pattern, "!pattern", "source -> target" or "source, target"; also the lines of
 * Otter 4: "schema,table,source,target[,weight]" and
 * "schema,table,source,schema,table,target[,weight]". Empty lines and those after # are passed over.
 */
export function readBatch(text: string, known: Mapping[]): Batch {
    const batch: Batch = { mappings: [], mistakes: [] };
    const seen = new Set(known.map(keyOf));
    text.split('\n').forEach((raw, at) => {
        const line = raw.trim();
        if (line === '' || line.startsWith('#')) return;
        const mapping = readLine(line);
        if (typeof mapping === 'string') {
            batch.mistakes.push({ line: at + 1, text: line, mistake: mapping });
        } else if (seen.has(keyOf(mapping))) {
            batch.mistakes.push({ line: at + 1, text: line, mistake: 'twice' });
        } else {
            seen.add(keyOf(mapping));
            batch.mappings.push(mapping);
        }
    });
    return batch;
}

function keyOf(mapping: Mapping): string {
    return `${mapping.leave ? '!' : ''}${mapping.source}\n${mapping.target}`.toLowerCase();
}

function readLine(line: string): Mapping | BatchMistake {
    if (line.startsWith('!')) return make(true, line.slice(1).trim(), '');
    const fields = line.split(line.includes('->') ? '->' : ',').map((field) => field.trim());
    const at = (index: number): string => fields[index] ?? '';
    switch (fields.length) {
        case 1:
            return make(false, at(0), '');
        case 2:
            return make(false, at(0), at(1));
        case 4:
        case 5:
            return make(false, `${plain(at(0))}.${plain(at(1))}`, '');
        case 6:
        case 7:
            return make(
                false,
                `${plain(at(0))}.${plain(at(1))}`,
                same(at(0), at(3)) && same(at(1), at(4)) ? '' : `${plain(at(3))}.${plain(at(4))}`,
            );
        default:
            return 'fields';
    }
}

function same(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}

/** Otter 4 wrote "(.*)" for what is "*" here. */
function plain(name: string): string {
    return name.replace(/\(\.\*\)|\.\*/g, '*');
}

function make(leave: boolean, source: string, target: string): Mapping | BatchMistake {
    if (!isPattern(source) || (target !== '' && !isPattern(target))) return 'pattern';
    return { ...FRESH_MAPPING, leave, source, target: target === source ? '' : target };
}

/** database.table, each without spaces and other marks, or in backquotes. */
export function isPattern(text: string): boolean {
    return /^(`[^`]+`|[^\s.`,!()|\\]+)\.(`[^`]+`|[^\s.`,!()|\\]+)$/.test(text);
}
