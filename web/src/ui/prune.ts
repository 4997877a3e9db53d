/** A configuration without what is empty, so that it takes the manager's default. */
export function prune<T>(value: T): T {
    return clean(value) as T;
}

function clean(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(clean).filter((item) => item !== undefined);
    if (value !== null && typeof value === 'object') {
        const kept = Object.entries(value)
            .map(([key, item]) => [key, clean(item)] as const)
            .filter(([, item]) => item !== undefined);
        return Object.fromEntries(kept);
    }
    return value === null || value === '' ? undefined : value;
}
