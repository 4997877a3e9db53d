import type { LiveNode, LivePipeline } from '../api/live-types';

export function pipelineKey(pipeline: { channel: { id: number }; name: string }): string {
    return `${pipeline.channel.id}/${pipeline.name}`;
}

/** Finds one of many by its key; a list is gone through once, however many ask. */
export function finder<T>(keyOf: (item: T) => string): (items: T[], key: string) => T | undefined {
    const indexes = new WeakMap<T[], Map<string, T>>();
    return (items, key) => {
        let index = indexes.get(items);
        if (index === undefined) {
            index = new Map(items.map((item) => [keyOf(item), item]));
            indexes.set(items, index);
        }
        return index.get(key);
    };
}

/** The known ones with those that changed; new ones come last. */
export function mergePipelines(known: LivePipeline[] | undefined, changed: LivePipeline[]): LivePipeline[] {
    return merge(known ?? [], changed, pipelineKey);
}

export function mergeNodes(known: LiveNode[] | undefined, changed: LiveNode[]): LiveNode[] {
    return merge(known ?? [], changed, (node) => String(node.nid));
}

function merge<T>(known: T[], changed: T[], key: (item: T) => string): T[] {
    const next = new Map(known.map((item) => [key(item), item]));
    changed.forEach((item) => next.set(key(item), item));
    return [...next.values()];
}
