import type { ChannelConfig } from '../api/types';

export type Direction = 'none' | 'one-way' | 'two-way';

/** Two-way when two of its pipelines run in opposite directions. */
export function direction(channel: ChannelConfig): Direction {
    const pipelines = channel.pipelines ?? [];
    if (pipelines.length === 0) return 'none';
    const ways = new Set(pipelines.map(({ from, to }) => way(from, to)));
    return pipelines.some(({ from, to }) => ways.has(way(to, from))) ? 'two-way' : 'one-way';
}

function way(from: string, to: string): string {
    return `${from.toLowerCase()}\n${to.toLowerCase()}`;
}
