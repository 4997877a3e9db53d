import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { anyOpen } from '../domain/operations';
import { pipelinePath } from './channels';
import { ask } from './client';
import type { ErrorText } from './live-types';

const OPEN_POLL = 1_500;
const QUIET_POLL = 10_000;

export type OperationKind = 'copy' | 'check' | 'resync' | 'ddl' | 'standby';
export type OperationState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export type Decision = 'approve' | 'skip' | 'done';

export interface OperationRequest {
    kind: OperationKind;
    tables?: string[];
    where?: string;
    repair?: boolean;
    'rows-per-second'?: number;
    'lock-hot-rows'?: boolean;
    table?: string;
    keys?: string[];
    divider?: string;
    statement?: string;
    decision?: Decision;
    server?: string;
    run?: string;
}

export interface Findings {
    rows: DifferingRow[];
    statements: WaitingStatement[];
    left: number;
}

export interface DifferingRow {
    table: string;
    key: string;
    kind: 'missing' | 'extra' | 'changed' | 'undecided' | 'problem';
    values: { column: string; source: string; target: string }[];
}

export interface WaitingStatement {
    id: string;
    state: string;
    since: string;
    source: string;
    target: string;
}

export interface Operation {
    id: number;
    channel: { id: number; name: string };
    pipeline: string;
    request: OperationRequest;
    'asked-by': string;
    'asked-at': string;
    deadline: string;
    state: OperationState;
    'cancelled-by'?: string;
    node?: { nid: number; name: string };
    'started-at'?: string;
    'heard-at'?: string;
    'ended-at'?: string;
    progress: {
        'waits-for'?: string;
        'rows-done': number;
        'rows-total': number;
        'rows-per-second': number;
        'seconds-left'?: number;
        summary?: string;
        error?: ErrorText;
    };
    findings?: Findings;
}

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
