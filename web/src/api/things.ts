import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from './client';
import type { Change, KindPath, Kinds, Page, Thing } from './types';

export interface ListQuery {
    search?: string;
    sort?: string;
    page?: number;
    size?: number;
}

/** Most things that one request may answer. */
const SIZE_MAX = 500;

export function useThings<K extends KindPath>(kind: K, query: ListQuery, enabled = true) {
    return useQuery({
        queryKey: [kind, 'list', query],
        queryFn: ({ signal }) => ask<Page<Thing<Kinds[K]>>>(`/${kind}`, { query: { ...query }, signal }),
        placeholderData: keepPreviousData,
        enabled,
    });
}

/** All of a kind, for choices in forms; reads page after page. */
export function useAllThings<K extends KindPath>(kind: K, enabled = true) {
    return useQuery({
        queryKey: [kind, 'all'],
        queryFn: async ({ signal }) => {
            const items: Thing<Kinds[K]>[] = [];
            for (let page = 1; ; page++) {
                const answer = await ask<Page<Thing<Kinds[K]>>>(`/${kind}`, {
                    query: { sort: 'name', page, size: SIZE_MAX },
                    signal,
                });
                items.push(...answer.items);
                if (items.length >= answer.total || answer.items.length === 0) return items;
            }
        },
        enabled,
    });
}

export function useThing<K extends KindPath>(kind: K, id: number, enabled = true) {
    return useQuery({
        queryKey: [kind, 'one', id],
        queryFn: ({ signal }) => ask<Thing<Kinds[K]>>(`/${kind}/${id}`, { signal }),
        enabled,
    });
}

export interface Saving<C> {
    /** Left out for a new one. */
    id?: number;
    version?: number;
    config: C;
}

export function useSave<K extends KindPath>(kind: K) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (saving: Saving<Kinds[K]>) =>
            saving.id === undefined
                ? ask<Thing<Kinds[K]>>(`/${kind}`, { method: 'POST', body: saving.config })
                : ask<Thing<Kinds[K]>>(`/${kind}/${saving.id}`, {
                      method: 'PUT',
                      body: saving.config,
                      ...(saving.version === undefined ? {} : { version: saving.version }),
                  }),
        onSuccess: () => client.invalidateQueries({ queryKey: [kind] }),
    });
}

export function useRemove(kind: KindPath) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (thing: { id: number; version: number }) =>
            ask<undefined>(`/${kind}/${thing.id}`, { method: 'DELETE', version: thing.version }),
        onSuccess: () => client.invalidateQueries({ queryKey: [kind] }),
    });
}

/** The path of a thing's history: a kind with an id, or the system parameters. */
export function useHistory(path: string, enabled: boolean) {
    return useQuery({
        queryKey: ['history', path],
        queryFn: ({ signal }) => ask<Change[]>(`/${path}/history`, { signal }),
        enabled,
    });
}

export function useRollBack(path: string) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (wanted: { to: number; version: number }) =>
            ask<Thing<unknown>>(`/${path}/rollback`, {
                method: 'POST',
                body: { version: wanted.to },
                version: wanted.version,
            }),
        onSuccess: () => client.invalidateQueries(),
    });
}
