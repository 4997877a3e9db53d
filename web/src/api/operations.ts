import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { anyOpen } from '../domain/operations';
import { pipelinePath } from './channels';
import { ask } from './client';
import type { components } from './schema';

const OPEN_POLL = 1_500;
const QUIET_POLL = 10_000;

type Schemas = components['schemas'];

export type Operation = Schemas['OperationView'];
export type OperationRequest = Schemas['OperationRequest'];
export type OperationKind = OperationRequest['kind'];
export type OperationState = Operation['state'];
export type Decision = NonNullable<OperationRequest['decision']>;
export type WaitingStatement = Schemas['WaitingStatement'];
export type Findings = Schemas['Findings'];
export type DifferingRow = Schemas['DifferingRow'];

/** Of a pipeline, the newest first; asked for more often while one is not over. */
export function useOperations(channel: number, pipeline: string) {
    return useQuery({
        queryKey: ['operations', channel, pipeline],
        queryFn: ({ signal }) =>
            ask<Operation[]>(`${pipelinePath(channel, pipeline)}/operations`, { signal }),
        refetchInterval: (query) => (anyOpen(query.state.data) ? OPEN_POLL : QUIET_POLL),
    });
}

/** One with what it found. */
export function useOperation(id: number | undefined) {
    return useQuery({
        queryKey: ['operations', 'one', id],
        queryFn: ({ signal }) => ask<Operation>(`/operations/${id}`, { signal }),
        enabled: id !== undefined,
        refetchInterval: (query) => (query.state.data && anyOpen([query.state.data]) ? OPEN_POLL : false),
    });
}

export function useAddOperation(channel: number, pipeline: string) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (request: OperationRequest) =>
            ask<Operation>(`${pipelinePath(channel, pipeline)}/operations`, {
                method: 'POST',
                body: request,
            }),
        onSuccess: () => client.invalidateQueries({ queryKey: ['operations'] }),
    });
}

export function useCancelOperation() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (id: number) => ask<Operation>(`/operations/${id}`, { method: 'DELETE' }),
        onSettled: () => client.invalidateQueries({ queryKey: ['operations'] }),
    });
}

/** Rows that reading back has found to differ; the node is asked each time. */
export function useDifferingRows(channel: number, pipeline: string, wanted: boolean) {
    return useQuery({
        queryKey: ['operations', 'differing', channel, pipeline],
        queryFn: ({ signal }) =>
            ask<Findings>(`${pipelinePath(channel, pipeline)}/differing-rows`, { signal }),
        enabled: wanted,
        retry: false,
        refetchInterval: 30_000,
    });
}

/** Statements that wait for somebody; the node looks on the target each time. */
export function useStatements(channel: number, pipeline: string) {
    return useQuery({
        queryKey: ['operations', 'statements', channel, pipeline],
        queryFn: ({ signal }) =>
            ask<WaitingStatement[]>(`${pipelinePath(channel, pipeline)}/statements`, { signal }),
        retry: false,
        refetchInterval: 30_000,
    });
}
