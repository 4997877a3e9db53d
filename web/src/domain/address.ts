import type { ServerAddress } from '../api/types';

/** host:port out of a text; without a port it is the usual one. Brackets keep the colons of IPv6. */
export function readAddress(text: string, port: number): ServerAddress {
    const found = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text.trim());
    const host = (found?.[1] ?? text.trim()).replace(/^\[|\]$/g, '');
    return { host, port: found?.[2] === undefined ? port : Number(found[2]) };
}

export function writeAddress(address: ServerAddress): string {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    return address.port === undefined ? host : `${host}:${address.port}`;
}
