/** Table patterns as sync.yaml has them, only to foretell what they choose. The engine decides. */

const RANGE = /\[(\d+)-(\d+)\]/g;

/** Whether a pattern chooses a table, given as database.table. Case counts. */
export function matches(pattern: string, table: string): boolean {
    return new RegExp(`^${toRegExp(pattern)}$`).test(table);
}

function toRegExp(pattern: string): string {
    // Parts in backquotes are literal and stay whole.
    return pattern
        .split('`')
        .map((part, at) => (at % 2 === 1 ? escape(part) : loose(part)))
        .join('');
}

function loose(part: string): string {
    const pieces: string[] = [];
    let from = 0;
    for (const range of part.matchAll(RANGE)) {
        pieces.push(stars(part.slice(from, range.index)), numbers(range[1] ?? '', range[2] ?? ''));
        from = range.index + range[0].length;
    }
    return [...pieces, stars(part.slice(from))].join('');
}

const RANGE_MAX = 10_000;

/** The numbers of a range, padded when its first one is. */
function numbers(first: string, last: string): string {
    const width = first.length === last.length ? first.length : 0;
    const most = Math.min(Number(last), Number(first) + RANGE_MAX);
    const all: string[] = [];
    for (let value = Number(first); value <= most; value++) all.push(String(value).padStart(width, '0'));
    return all.length === 0 ? '(?!)' : `(?:${all.join('|')})`;
}

function stars(text: string): string {
    return text.split('*').map(escape).join('[^.]*');
}

function escape(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
