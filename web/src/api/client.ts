/** The only place that asks the manager. Keeps the CSRF token of the session. */

export const API = '/api/v1';

/** An error as the manager tells it. */
export class Problem extends Error {
    readonly status: number;
    readonly code: string;
    readonly what: string;
    readonly where: string;
    readonly remedy: string;

    constructor(status: number, code: string, what: string, where = '', remedy = '') {
        super(`${code} ${what}`);
        this.name = 'Problem';
        this.status = status;
        this.code = code;
        this.what = what;
        this.where = where;
        this.remedy = remedy;
    }

    /** Somebody else changed what was to be changed. */
    get changedMeanwhile(): boolean {
        return this.status === 412;
    }

    get passwordChangeNeeded(): boolean {
        return this.code === 'OTR-4216';
    }

    get loginNeeded(): boolean {
        return this.status === 401;
    }

    /** The manager cannot be reached at all. */
    get unreachable(): boolean {
        return this.status === 0;
    }
}

let csrf = '';
const listeners = new Set<(problem: Problem) => void>();

export function setCsrf(token: string | undefined): void {
    csrf = token ?? '';
}

/** Calls back when a session has ended or a password must be changed first. */
export function onRefusal(listener: (problem: Problem) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

export interface Asking {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    body?: unknown;
    /** Version that is changed, sent as If-Match. */
    version?: number;
    query?: Record<string, string | number | undefined>;
    signal?: AbortSignal;
    /** Refusals are the caller's own business, as at the login. */
    quiet?: boolean;
}

export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
    return (await askVersioned<T>(path, asking)).value;
}

/** What was answered, with the version in its ETag. */
export async function askVersioned<T>(
    path: string,
    asking: Asking = {},
): Promise<{ value: T; version: number }> {
    const method = asking.method ?? 'GET';
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (asking.body !== undefined) headers['Content-Type'] = 'application/json';
    if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
    if (asking.version !== undefined) headers['If-Match'] = `"${asking.version}"`;
    const response = await send(path + query(asking.query), {
        method,
        headers,
        ...(asking.body === undefined ? {} : { body: JSON.stringify(asking.body) }),
        ...(asking.signal ? { signal: asking.signal } : {}),
    });
    if (!response.ok) {
        const problem = await problemOf(response);
        if (!asking.quiet && (problem.loginNeeded || problem.passwordChangeNeeded)) {
            listeners.forEach((listener) => listener(problem));
        }
        throw problem;
    }
    const version = Number((response.headers.get('ETag') ?? '0').replace(/[W/"]/g, ''));
    const text = response.status === 204 ? '' : await response.text();
    return { value: (text === '' ? undefined : JSON.parse(text)) as T, version };
}

async function send(path: string, init: RequestInit): Promise<Response> {
    try {
        return await fetch(API + path, { ...init, credentials: 'same-origin' });
    } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') throw error;
        throw new Problem(0, 'NETWORK', error instanceof Error ? error.message : String(error));
    }
}

async function problemOf(response: Response): Promise<Problem> {
    try {
        const body = (await response.json()) as Record<string, string>;
        return new Problem(
            response.status,
            body['code'] ?? `HTTP-${response.status}`,
            body['detail'] ?? body['title'] ?? response.statusText,
            body['where'],
            body['remedy'],
        );
    } catch {
        return new Problem(response.status, `HTTP-${response.status}`, response.statusText);
    }
}

function query(values: Asking['query']): string {
    const parts = new URLSearchParams();
    for (const [key, value] of Object.entries(values ?? {})) {
        if (value !== undefined && value !== '') parts.set(key, String(value));
    }
    const text = parts.toString();
    return text === '' ? '' : `?${text}`;
}
