import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { API } from '../api/client';
import type { LiveNode, LivePipeline } from '../api/live-types';
import { mergeNodes, mergePipelines } from './merge';

/** closed: not wanted; broken, refused for want of room: we poll until it is open again. */
export type StreamState = 'closed' | 'opening' | 'open' | 'broken' | 'refused';

const RETRY_MILLIS = 10_000;
const REFUSED_MILLIS = 30_000;
/** A page that nobody looks at gives its stream back after a while. */
const HIDDEN_MILLIS = 30_000;
const FULL = [429, 503];

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

    const later = (act: () => void, millis: number): void => {
        window.clearTimeout(timer);
        timer = window.setTimeout(act, millis);
    };
    const open = (): void => {
        become('opening');
        const events = new EventSource(`${API}/live/events`);
        source = events;
        events.onopen = () => become('open');
        events.onerror = () => {
            // The browser gives up for good when the answer is no stream; we do not.
            if (events.readyState !== EventSource.CLOSED) {
                become('broken');
                return;
            }
            void isFull().then((full) => {
                if (closed || source !== events) return;
                become(full ? 'refused' : 'broken');
                later(open, full ? REFUSED_MILLIS : RETRY_MILLIS);
            });
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

    const leave = (): void => {
        window.clearTimeout(timer);
        source?.close();
        source = undefined;
        become('closed');
    };
    const seen = (): void => {
        if (document.hidden) later(leave, HIDDEN_MILLIS);
        else if (source === undefined || source.readyState === EventSource.CLOSED) open();
        else window.clearTimeout(timer);
    };

    open();
    document.addEventListener('visibilitychange', seen);
    return () => {
        closed = true;
        document.removeEventListener('visibilitychange', seen);
        leave();
    };
}

/** Whether the manager has no room for a stream; the browser does not tell why it was refused. */
async function isFull(): Promise<boolean> {
    const asking = new AbortController();
    try {
        const answer = await fetch(`${API}/live/events`, {
            credentials: 'same-origin',
            signal: asking.signal,
        });
        return FULL.includes(answer.status);
    } catch {
        return false;
    } finally {
        asking.abort();
    }
}

function listen<T>(events: EventSource, name: string, take: (value: T) => void): void {
    events.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
}
