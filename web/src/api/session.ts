import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
            client.clear();
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
            client.clear();
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

function keep(session: SessionView): SessionView {
    setCsrf(session.csrf);
    return session;
}
