import { Tooltip } from 'antd';
import { useSyncExternalStore } from 'react';
import { ago, moment } from '../domain/format';
import { useTexts } from '../i18n';

/** A moment in full. */
export function Moment({ at }: { at: string | undefined }) {
    return (
        <time dateTime={at} className="figures nowrap">
            {moment(at)}
        </time>
    );
}

/** How long something has lasted, counting on. */
export function Since({ at }: { at: string | undefined }) {
    const { language } = useTexts();
    const now = useNow();
    if (at === undefined) return null;
    return (
        <Tooltip title={moment(at)}>
            <time dateTime={at} className="figures nowrap">
                {ago(at, now, language)}
            </time>
        </Tooltip>
    );
}

/** One clock for all of a page, however many count on. */
let now = Date.now();
let timer: number | undefined;
const watchers = new Set<() => void>();

function tick(): void {
    now = Date.now();
    watchers.forEach((watcher) => watcher());
}

function watch(watcher: () => void): () => void {
    if (watchers.size === 0) {
        now = Date.now();
        timer = window.setInterval(tick, 1_000);
    }
    watchers.add(watcher);
    return () => {
        watchers.delete(watcher);
        if (watchers.size === 0) window.clearInterval(timer);
    };
}

function useNow(): number {
    return useSyncExternalStore(watch, () => now);
}
