import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { pipelinePath } from './channels';
import { ask } from './client';
import type {
    EnrolmentSecret,
    Enrolment,
    Ensemble,
    LiveNode,
    LivePipeline,
    Minute,
    Overview,
    TreePage,
} from './live-types';
import { finder, pipelineKey } from '../live/merge';
import { useStreamState } from '../live/stream';

const POLL = 3_000;
const SLOW_POLL = 15_000;

/** The stream keeps the cache fresh; without it we ask every few seconds. */
function useInterval(): number | false {
    return useStreamState() === 'open' ? false : POLL;
}

export function useOverview() {
    return useQuery({
        queryKey: ['live', 'overview'],
        queryFn: ({ signal }) => ask<Overview>('/live/overview', { signal }),
        refetchInterval: POLL,
    });
}

const NODES = {
    queryKey: ['live', 'nodes'],
    queryFn: ({ signal }: { signal: AbortSignal }) => ask<LiveNode[]>('/live/nodes', { signal }),
};

const PIPELINES = {
    queryKey: ['live', 'pipelines'],
    queryFn: ({ signal }: { signal: AbortSignal }) => ask<LivePipeline[]>('/live/pipelines', { signal }),
};

export function useLiveNodes(enabled = true) {
    return useQuery({ ...NODES, refetchInterval: useInterval(), enabled });
}

export function useLivePipelines(enabled = true) {
    return useQuery({ ...PIPELINES, refetchInterval: useInterval(), enabled });
}

/** Has the nodes kept fresh, for {@link useOneNode}; who calls it is not drawn again when they change. */
export function useNodesKept(): void {
    useQuery({ ...NODES, refetchInterval: useInterval(), notifyOnChangeProps: [] });
}

/** Has the pipelines kept fresh, for {@link useOnePipeline}; who calls it is not drawn again when they change. */
export function usePipelinesKept(): void {
    useQuery({ ...PIPELINES, refetchInterval: useInterval(), notifyOnChangeProps: [] });
}

/** A node out of those that are kept; only its own changes are noticed. */
export function useOneNode(nid: number): LiveNode | undefined {
    return useQuery({ ...NODES, enabled: false, select: (all) => nodeIn(all, String(nid)) }).data;
}

/** A pipeline out of those that are kept; only its own changes are noticed. */
export function useOnePipeline(channel: number, name: string): LivePipeline | undefined {
    const key = pipelineKey({ channel: { id: channel }, name });
    return useQuery({ ...PIPELINES, enabled: false, select: (all) => pipelineIn(all, key) }).data;
}

const nodeIn = finder<LiveNode>((node) => String(node.nid));
const pipelineIn = finder<LivePipeline>(pipelineKey);

/** One pipeline, out of the list that the stream keeps fresh. */
export function useLivePipeline(channel: number, pipeline: string) {
    const all = useLivePipelines();
    const key = pipelineKey({ channel: { id: channel }, name: pipeline });
    return { ...all, data: all.data && pipelineIn(all.data, key) };
}

export function useMinutes(channel: number, pipeline: string, minutes: number) {
    return useQuery({
        queryKey: ['live', 'minutes', channel, pipeline, minutes],
        queryFn: ({ signal }) => {
            const to = Date.now();
            return ask<Minute[]>(`${pipelinePath(channel, pipeline)}/minutes`, {
                query: {
                    from: new Date(to - minutes * 60_000).toISOString(),
                    to: new Date(to).toISOString(),
                },
                signal,
            });
        },
        refetchInterval: 30_000,
    });
}

export function useSwitch(channel: number, pipeline: string) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (node: string | undefined) =>
            ask<undefined>(`${pipelinePath(channel, pipeline)}/switch`, {
                method: 'POST',
                body: node === undefined ? {} : { node },
            }),
        onSuccess: () => client.invalidateQueries({ queryKey: ['live'] }),
    });
}

export function useEnrolments() {
    return useQuery({
        queryKey: ['live', 'enrolments'],
        queryFn: ({ signal }) => ask<Enrolment[]>('/enrolments', { signal }),
        refetchInterval: SLOW_POLL,
    });
}

export function useAnswerEnrolment() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: ({ enrolment, answer }: { enrolment: Enrolment; answer: 'approve' | 'reject' }) =>
            ask<undefined>(`/enrolments/${enrolment.nid}/${answer}`, {
                method: 'POST',
                body: { fingerprint: enrolment.fingerprint },
            }),
        onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
    });
}

export function useEnrolmentSecret() {
    return useMutation({
        mutationFn: (node: number) =>
            ask<EnrolmentSecret>(`/nodes/${node}/enrolment-secret`, { method: 'POST' }),
    });
}

export function useRevokeNode() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (node: number) => ask<undefined>(`/nodes/${node}/revoke`, { method: 'POST' }),
        onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
    });
}

export function useEnsemble() {
    return useQuery({
        queryKey: ['live', 'zookeeper'],
        queryFn: ({ signal }) => ask<Ensemble>('/zookeeper', { signal }),
        refetchInterval: SLOW_POLL,
    });
}

export function useTree(path: string, enabled: boolean) {
    return useQuery({
        queryKey: ['live', 'tree', path],
        queryFn: ({ signal }) => ask<TreePage>('/zookeeper/tree', { query: { path }, signal }),
        enabled,
    });
}
