import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from './client';
import type {
    AuditEntry,
    Change,
    LogRecord,
    MatchingTables,
    Page,
    Report,
    SystemConfig,
    Thing,
    Token,
} from './types';

interface Records {
    audit: AuditEntry;
    changes: Change;
    'log-records': LogRecord;
}

export function useRecords<K extends keyof Records>(
    kind: K,
    query: { search?: string; page: number; size: number },
) {
    return useQuery({
        queryKey: ['records', kind, query],
        queryFn: ({ signal }) => ask<Page<Records[K]>>(`/${kind}`, { query, signal }),
        placeholderData: keepPreviousData,
    });
}

export function useTokens() {
    return useQuery({
        queryKey: ['tokens'],
        queryFn: ({ signal }) => ask<Token[]>('/tokens', { signal }),
    });
}

export function useMakeToken() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (wanted: { name: string; role: string; days: number }) =>
            ask<{ text: string; token: Token }>('/tokens', { method: 'POST', body: wanted }),
        onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
    });
}

export function useRevokeToken() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (id: number) => ask<undefined>(`/tokens/${id}`, { method: 'DELETE' }),
        onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
    });
}

export function useSystem() {
    return useQuery({
        queryKey: ['system'],
        queryFn: ({ signal }) => ask<Thing<SystemConfig>>('/system', { signal }),
    });
}

export function useSaveSystem() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (saving: { version: number; config: SystemConfig }) =>
            ask<Thing<SystemConfig>>('/system', {
                method: 'PUT',
                body: saving.config,
                version: saving.version,
            }),
        onSuccess: () => client.invalidateQueries({ queryKey: ['system'] }),
    });
}

/** Tests an endpoint: a saved one by its id, another by its configuration. */
export function useCheckEndpoint() {
    return useMutation({
        mutationFn: (what: { id: number } | { config: unknown }) =>
            'id' in what
                ? ask<Report>(`/endpoints/${what.id}/check`, { method: 'POST' })
                : ask<Report>('/endpoints/check', { method: 'POST', body: what.config }),
    });
}

export function useMatchingTables() {
    return useMutation({
        mutationFn: (wanted: { endpoint: number; patterns: string[] }) =>
            ask<MatchingTables>(`/endpoints/${wanted.endpoint}/matching-tables`, {
                method: 'POST',
                body: { patterns: wanted.patterns },
            }),
    });
}
