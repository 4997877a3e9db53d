import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { ask, setCsrf } from './client';
import type { Role, SessionView } from './types';

const KEY = ['session'];

export function useSession() {
    return useQuery({
        queryKey: KEY,
        queryFn: async ({ signal }) => keep(await ask<SessionView>('/session', { signal, quiet: true })),
        staleTime: 60_000,
        retry: 1,
    });
}

export function useLogIn() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (login: { name: string; password: string }) =>
            ask<SessionView>('/session', { method: 'POST', body: login, quiet: true }),
        onSuccess: (session) => {
            forget(client);
            client.setQueryData(KEY, keep(session));
        },
    });
}

export function useLogOut() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: () => ask<undefined>('/session', { method: 'DELETE', quiet: true }),
        onSettled: async () => {
            setCsrf(undefined);
            forget(client);
            await client.invalidateQueries({ queryKey: KEY });
        },
    });
}

export function useChangePassword() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (wanted: { old: string; wanted: string }) =>
            ask<SessionView>('/session/password', { method: 'PUT', body: wanted, quiet: true }),
        onSuccess: (session) => client.setQueryData(KEY, keep(session)),
    });
}

/** What the present user may do. */
export function useMay() {
    const role: Role = useSession().data?.role ?? 'anonymous';
    return {
        role,
        operate: role === 'operator' || role === 'admin',
        administer: role === 'admin',
    };
}

/** What one person has seen is not shown to the next. The session itself has watchers and stays. */
function forget(client: QueryClient): void {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}

function keep(session: SessionView): SessionView {
    setCsrf(session.csrf);
    return session;
}
