const MINUTE = 60_000;

/** What a chart shows from left to right, in milliseconds since 1970. */
export interface TimeWindow {
    from: number;
    to: number;
}

/** So many minutes up to now, whatever of them is known; the manager's clock may be ahead of ours. */
export function lastMinutes(minutes: number, now: number, moments: number[]): TimeWindow {
    const to = moments.reduce((latest, moment) => Math.max(latest, moment), now);
    return { from: to - minutes * MINUTE, to };
}

/** All that was gathered, a minute at least: of a single moment a chart would make two days. */
export function gathered(moments: number[], now: number): TimeWindow {
    const to = moments[moments.length - 1] ?? now;
    return { from: Math.min(moments[0] ?? now, to - MINUTE), to };
}

/** The axis of time of a chart. */
export function timeAxis({ from, to }: TimeWindow) {
    return { type: 'time' as const, min: from, max: to };
}
