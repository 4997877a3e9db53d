import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { API } from '../api/client';
import type { LiveNode, LivePipeline } from '../api/live-types';
import { mergeNodes, mergePipelines } from './merge';

/** closed: not wanted; broken: we poll until it is open again. */
export type StreamState = 'closed' | 'opening' | 'open' | 'broken';

const RETRY_MILLIS = 10_000;

let state: StreamState = 'closed';
const watchers = new Set<() => void>();

function become(next: StreamState): void {
    if (state !== next) {
        state = next;
        watchers.forEach((watcher) => watcher());
    }
}

export function useStreamState(): StreamState {
    return useSyncExternalStore(
        (watcher) => {
            watchers.add(watcher);
            return () => watchers.delete(watcher);
        },
        () => state,
    );
}

/** Keeps the query cache fresh with the manager's events until it is closed. */
export function openStream(client: QueryClient): () => void {
    let source: EventSource | undefined;
    let timer: number | undefined;
    let closed = false;

    const open = (): void => {
        become('opening');
        const events = new EventSource(`${API}/live/events`);
        source = events;
        events.onopen = () => become('open');
        events.onerror = () => {
            become('broken');
            // The browser gives up for good when the answer is no stream; we do not.
            if (events.readyState === EventSource.CLOSED && !closed) {
                timer = window.setTimeout(open, RETRY_MILLIS);
            }
        };
        listen<LivePipeline[]>(events, 'pipelines', (changed) =>
            client.setQueryData<LivePipeline[]>(['live', 'pipelines'], (known) =>
                mergePipelines(known, changed),
            ),
        );
        listen<LiveNode[]>(events, 'nodes', (changed) =>
            client.setQueryData<LiveNode[]>(['live', 'nodes'], (known) => mergeNodes(known, changed)),
        );
        listen<{ revision: number }>(events, 'configuration', () => {
            void client.invalidateQueries({
                predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'records',
            });
        });
    };

    open();
    return () => {
        closed = true;
        window.clearTimeout(timer);
        source?.close();
        become('closed');
    };
}

function listen<T>(events: EventSource, name: string, take: (value: T) => void): void {
    events.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
}
