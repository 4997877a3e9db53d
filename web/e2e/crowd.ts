import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As many as a large site has. */
export const CHANNELS = 1_000;
export const NODES = 100;
const MAPPINGS = 10;
const TROUBLES = 200;
const LIMIT_BYTES = 1 << 30;

/**
 * A site of many channels in front of a manager: answers lists and live routes, passes the rest on. All
 * pipelines move once a second. Test equipment.
 */
export class Crowd {
    readonly #manager: URL;
    readonly #server = createServer((request, response) => this.#answer(request, response));
    readonly #since = new Date().toISOString();
    #rows = 0;

    constructor(manager: string) {
        this.#manager = new URL(manager);
    }

    async start(): Promise<string> {
        await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    close(): void {
        this.#server.closeAllConnections();
        this.#server.close();
    }

    #answer(request: IncomingMessage, response: ServerResponse): void {
        const url = new URL(request.url ?? '/', 'http://crowd');
        const path = url.pathname.replace('/api/v1', '');
        if (request.method !== 'GET' || !url.pathname.startsWith('/api/'))
            return this.#pass(request, response);
        if (path === '/live/events') return this.#events(request, response);
        const body = this.#body(path, url.searchParams);
        if (body === undefined) return this.#pass(request, response);
        response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"1"' });
        response.end(JSON.stringify(body));
    }

    #body(path: string, query: URLSearchParams): unknown {
        if (path === '/live/pipelines') return this.#pipelines();
        if (path === '/live/nodes') return this.#nodes();
        if (path === '/live/overview') return this.#overview();
        if (path === '/enrolments') return [];
        if (path === '/channels') return page(range(CHANNELS).map(channel), query);
        if (path === '/nodes') return page(range(NODES).map(node), query);
        const [, kind, id, part] = /^\/(channels)\/(\d+)(?:\/(.*))?$/.exec(path) ?? [];
        if (kind === undefined) return undefined;
        const found = channel(Number(id) - 1);
        if (part === undefined) return found;
        if (part === 'run') return { state: 'running', obstacles: [] };
        if (part.startsWith('pipelines/a-to-b'))
            return part.endsWith('minutes') ? [] : found.config.pipelines[0];
        return undefined;
    }

    #pipelines(): object[] {
        this.#rows += 1_000;
        const now = new Date().toISOString();
        return range(CHANNELS).map((at) => ({
            channel: { id: at + 1, name: name(at) },
            name: 'a-to-b',
            number: at + 1,
            run: 'running',
            state: at % 50 === 7 ? 'waiting' : 'running',
            since: this.#since,
            node: { nid: (at % NODES) + 1, name: nodeName(at % NODES) },
            epoch: 1,
            'reported-at': now,
            position: `binlog.000042:${this.#rows + at}`,
            'lag-millis': 20 + ((this.#rows + at * 7) % 400),
            'rows-per-second': 1_000 + (at % 97),
            'transactions-per-second': 100,
            'bytes-per-second': 250_000,
            'groups-per-second': 10,
            'queue-bytes': 4_096,
            'queue-limit-bytes': 16_777_216,
            'rows-applied': this.#rows,
            'transactions-applied': this.#rows / 10,
            retries: 0,
            quarantined: 0,
            'held-tables': [],
        }));
    }

    #nodes(): object[] {
        return range(NODES).map((at) => ({
            nid: at + 1,
            name: nodeName(at),
            connected: true,
            since: this.#since,
            address: `10.1.0.${at + 1}`,
            host: `host-${at}`,
            version: '5.0.0',
            'uptime-seconds': 4_711,
            'heap-used-bytes': LIMIT_BYTES / 4 + (this.#rows % 1_000) * 100_000,
            'heap-max-bytes': LIMIT_BYTES,
            cpu: 0.25,
            pipelines: CHANNELS / NODES,
            'configuration-version': 17,
            'in-zookeeper': true,
            'waiting-for-approval': false,
        }));
    }

    #overview(): object {
        return {
            channels: { running: CHANNELS, paused: 0, stopped: 0 },
            pipelines: { running: CHANNELS - 20, waiting: 20, failed: 0, idle: 0 },
            nodes: { connected: NODES, configured: NODES, 'waiting-for-approval': 0 },
            'rows-per-second': 1_048_000,
            'transactions-per-second': 100_000,
            'worst-lag-millis': 419,
            attention: range(TROUBLES).map((at) => ({
                severity: at % 3 === 0 ? 'error' : 'warning',
                kind: 'pipeline',
                id: at + 1,
                name: `${name(at)}/a-to-b`,
                code: 'OTR-2001',
                what: `10.0.0.${at % 20}:3306 does not answer`,
                since: this.#since,
                remedy: 'Check that it runs and that the network is up.',
            })),
        };
    }

    #events(request: IncomingMessage, response: ServerResponse): void {
        response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        const send = (event: string, data: unknown) =>
            response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        const all = () => {
            send('pipelines', this.#pipelines());
            send('nodes', this.#nodes());
        };
        all();
        const timer = setInterval(all, 1_000);
        request.on('close', () => clearInterval(timer));
    }

    #pass(request: IncomingMessage, response: ServerResponse): void {
        const onward = ask(
            {
                host: this.#manager.hostname,
                port: this.#manager.port,
                method: request.method,
                path: request.url,
                headers: request.headers,
            },
            (answer) => {
                response.writeHead(answer.statusCode ?? 502, answer.headers);
                answer.pipe(response);
            },
        );
        onward.on('error', (error) => response.writeHead(502).end(error.message));
        request.pipe(onward);
    }
}

function range(count: number): number[] {
    return [...Array(count).keys()];
}

function name(at: number): string {
    return `shop-${String(at).padStart(4, '0')}`;
}

function nodeName(at: number): string {
    return `node-${String(at).padStart(3, '0')}`;
}

function channel(at: number) {
    return {
        ...thing(at),
        state: 'running',
        config: {
            name: name(at),
            description: `orders and items of branch ${at}`,
            pipelines: [
                {
                    name: 'a-to-b',
                    from: `db-${at % 20}`,
                    to: `db-${(at + 1) % 20}`,
                    tables: range(MAPPINGS).map((item) => ({
                        source: `${name(at).replace('-', '_')}.item_${item}`,
                        target: `copy.item_${item}`,
                    })),
                },
            ],
        },
    };
}

function node(at: number) {
    return {
        ...thing(at),
        state: 'connected',
        config: { name: nodeName(at), host: `10.1.0.${at + 1}`, port: 2088, 'download-port': 9090 },
    };
}

function thing(at: number) {
    return { id: at + 1, version: 1, 'changed-at': '2026-11-26T10:00:00.000Z', 'changed-by': 'admin' };
}

function page<T extends { config: { name: string } }>(all: T[], query: URLSearchParams): object {
    const search = query.get('search') ?? '';
    const found = all.filter(({ config }) => config.name.includes(search));
    const size = Number(query.get('size') ?? 50);
    const number = Number(query.get('page') ?? 1);
    return {
        items: found.slice((number - 1) * size, number * size),
        page: number,
        size,
        total: found.length,
    };
}
