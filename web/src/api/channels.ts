import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, askVersioned } from './client';
import type { MappingConfig, PipelineConfig, RunView, TrialAnswer, TrialRequest } from './types';

export type Order = 'start' | 'stop' | 'pause' | 'resume' | 'push';

export function pipelinePath(channel: number, pipeline: string): string {
    return `/channels/${channel}/pipelines/${encodeURIComponent(pipeline)}`;
}

export function useRun(channel: number, enabled = true) {
    return useQuery({
        queryKey: ['channels', 'run', channel],
        queryFn: ({ signal }) => ask<RunView>(`/channels/${channel}/run`, { signal }),
        enabled,
        retry: false,
    });
}

export function useOrder() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: ({ channel, order }: { channel: number; order: Order }) =>
            ask<RunView>(`/channels/${channel}/${order}`, { method: 'POST' }),
        onSettled: () =>
            Promise.all([
                client.invalidateQueries({ queryKey: ['channels'] }),
                client.invalidateQueries({ queryKey: ['live'] }),
            ]),
    });
}

/** A pipeline with the version of its channel. */
export function usePipeline(channel: number, pipeline: string, enabled = true) {
    return useQuery({
        queryKey: ['channels', 'pipeline', channel, pipeline],
        queryFn: ({ signal }) => askVersioned<PipelineConfig>(pipelinePath(channel, pipeline), { signal }),
        enabled,
    });
}

function useChannelChange<V>(change: (value: V) => Promise<unknown>) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: change,
        onSuccess: () => client.invalidateQueries({ queryKey: ['channels'] }),
    });
}

export function useSavePipeline(channel: number) {
    return useChannelChange((saving: { before?: string; version: number; config: PipelineConfig }) =>
        saving.before === undefined
            ? ask(`/channels/${channel}/pipelines`, {
                  method: 'POST',
                  body: saving.config,
                  version: saving.version,
              })
            : ask(pipelinePath(channel, saving.before), {
                  method: 'PUT',
                  body: saving.config,
                  version: saving.version,
              }),
    );
}

export function useRemovePipeline(channel: number) {
    return useChannelChange((wanted: { pipeline: string; version: number }) =>
        ask(pipelinePath(channel, wanted.pipeline), { method: 'DELETE', version: wanted.version }),
    );
}

export function useSaveMappings(channel: number, pipeline: string) {
    return useChannelChange((saving: { version: number; mappings: MappingConfig[] }) =>
        ask(`${pipelinePath(channel, pipeline)}/mappings`, {
            method: 'PUT',
            body: saving.mappings,
            version: saving.version,
        }),
    );
}

/** Tries a mapping, saved or not, with a row; a node works it out and writes nothing. */
export function useTryMapping(channel: number, pipeline: string) {
    return useMutation({
        mutationFn: (wanted: TrialRequest) =>
            ask<TrialAnswer>(`${pipelinePath(channel, pipeline)}/try`, { method: 'POST', body: wanted }),
    });
}
