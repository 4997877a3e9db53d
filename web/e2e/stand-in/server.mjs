/**
 * Stands in for the live routes of the manager while the console is developed and tested: answers them
 * from a scenario file, serves the built console, and passes everything else on to a real manager.
 * Test equipment; never part of the product.
 *
 * OTTER_MANAGER  where the manager is, default http://127.0.0.1:8080
 * PORT           where to listen, default 8081
 * SCENARIO       a file beside this one, default scenario.json
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Live } from './live.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, '..', '..', 'dist');
const MANAGER = new URL(process.env.OTTER_MANAGER ?? 'http://127.0.0.1:8080');
const PORT = Number(process.env.PORT ?? 8081);
const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
};
/** The headers that the manager sets. */
const SECURE = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Content-Security-Policy':
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';" +
        " frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
};

const scenario = JSON.parse(readFileSync(join(HERE, process.env.SCENARIO ?? 'scenario.json'), 'utf8'));
const live = new Live(scenario);

createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    if (!url.pathname.startsWith('/api/')) return file(url.pathname, response);
    const answer = live.answer(request.method ?? 'GET', url);
    if (answer === undefined) return pass(request, response);
    if (answer === 'events') return events(request, response);
    request.resume();
    request.on('end', () => {
        response.writeHead(answer.status, { 'Content-Type': 'application/json', ...SECURE });
        response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
}).listen(PORT, '127.0.0.1', () => console.log(`stand-in on http://127.0.0.1:${PORT}, manager ${MANAGER}`));

function file(path, response) {
    const wanted = join(DIST, normalize(path));
    const found = wanted.startsWith(DIST) && existsSync(wanted) && statSync(wanted).isFile();
    const name = found ? wanted : join(DIST, 'index.html');
    response.writeHead(200, {
        'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
        ...SECURE,
    });
    createReadStream(name).pipe(response);
}

function pass(request, response) {
    const onward = ask(
        {
            host: MANAGER.hostname,
            port: MANAGER.port,
            method: request.method,
            path: request.url,
            headers: request.headers,
        },
        (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
        },
    );
    onward.on('error', (error) => {
        response.writeHead(502, { 'Content-Type': 'application/problem+json' });
        response.end(
            JSON.stringify({ code: 'STAND-IN', detail: `no manager: ${error.message}`, remedy: 'Start it.' }),
        );
    });
    request.pipe(onward);
}

function events(request, response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', ...SECURE });
    const send = (name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    send('pipelines', live.pipelines());
    send('nodes', live.nodes());
    const timer = setInterval(() => send('pipelines', live.pipelines()), 1_000);
    request.on('close', () => clearInterval(timer));
}
