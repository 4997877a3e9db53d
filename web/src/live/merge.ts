import type { LiveNode, LivePipeline } from '../api/live-types';

export function pipelineKey(pipeline: LivePipeline): string {
    return `${pipeline.channel.id}/${pipeline.name}`;
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
