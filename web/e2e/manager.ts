import { expect } from '@playwright/test';
import type { APIRequestContext, Page } from '@playwright/test';

/** Whether there are two databases and a node, so that rows can flow; else the stand-in plays the live routes. */
export const REAL = process.env['OTTER_SOURCE'] !== undefined;
/** What the guide makes of them. */
export const REAL_CHANNEL = 'shop-copy';
export const REAL_PIPELINE = 'hz-shop-to-us-shop';

/** Where pictures of the pages go. */
export const PICTURES = process.env['OTTER_PICTURES'] ?? 'e2e/results';

/** What the first admin's password becomes. */
export const PASSWORD = 'correct horse 7';
const OPERATOR_GIVEN = 'staple battery 1';
export const OPERATOR = { name: 'olga', password: 'staple battery 2' };

interface Session {
    csrf?: string;
    'must-change-password': boolean;
}

/** Logs the browser in and out by the interface, which is quicker than by the page. */
export async function logIn(request: APIRequestContext, name: string, password: string): Promise<Session> {
    const before = (await (await request.get('/api/v1/session')).json()) as Session;
    const answer = await request.post('/api/v1/session', {
        data: { name, password },
        headers: { 'X-CSRF-Token': before.csrf ?? '' },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as Session;
}

/** Makes what is not there yet. */
async function make(request: APIRequestContext, csrf: string, path: string, data: unknown): Promise<void> {
    const answer = await request.post(`/api/v1/${path}`, { data, headers: { 'X-CSRF-Token': csrf } });
    expect([201, 409], await answer.text()).toContain(answer.status());
}

/** Everything that the pages show something of. Wants the admin's password to be changed already. */
export async function seed(request: APIRequestContext): Promise<void> {
    const { csrf = '' } = await logIn(request, 'admin', PASSWORD);
    const post = (path: string, data: unknown) => make(request, csrf, path, data);
    await post('failover-groups', {
        name: 'orders-db',
        master: { host: '10.2.0.9', port: 3306 },
        standbys: [{ host: '10.2.0.10', port: 3306 }],
    });
    for (const [at, name] of ['hangzhou', 'us', 'dw', 'logs', 'archive'].entries()) {
        await post('endpoints', {
            name,
            type: name === 'archive' ? 'mariadb' : 'mysql',
            host: '127.0.0.1',
            port: 3990 + at,
            user: 'otter',
            password: 'x',
        });
    }
    await post('endpoints', {
        name: 'orders',
        type: 'mysql',
        'failover-group': 'orders-db',
        user: 'otter',
        password: 'x',
    });
    await post('canals', {
        name: 'logs-reader',
        endpoint: 'logs',
        start: 'earliest',
        exclude: ['logs.tmp_*'],
    });
    await post('tables', { name: 'all-orders', endpoint: 'orders', pattern: 'shop.order_[00-31]' });
    await post('zookeeper-clusters', { name: 'hangzhou-zk', servers: ['10.0.0.1:2181', '10.0.0.2:2181'] });
    for (const [name, host] of [
        ['node-1', '10.0.0.7'],
        ['node-2', '10.1.0.7'],
        ['node-3', '10.3.0.7'],
    ]) {
        await post('nodes', { name, host });
    }
    const pipeline = (name: string, from: string, to: string, more: object = {}) => ({
        name,
        from,
        to,
        ...more,
    });
    await post('channels', {
        name: 'shop',
        description: 'orders of both sites',
        pipelines: [
            pipeline('hz-to-us', 'hangzhou', 'us', {
                tables: [
                    '!shop.tmp_*',
                    'shop.*',
                    {
                        source: 'crm.customer',
                        target: 'dw.client',
                        columns: { include: ['id', { source: 'mail', target: 'e_mail' }] },
                        groups: [['id', 'mail']],
                    },
                ],
                'two-way': { home: true },
            }),
            pipeline('us-to-hz', 'us', 'hangzhou', { tables: ['shop.*'], ddl: 'ignore' }),
        ],
    });
    await post('channels', {
        name: 'crm',
        pipelines: [pipeline('crm-to-dw', 'hangzhou', 'dw', { tables: ['crm.*'] })],
    });
    await post('channels', {
        name: 'logs',
        pipelines: [pipeline('events', 'logs', 'dw', { canal: 'logs-reader', tables: ['logs.event_*'] })],
    });
    await post('channels', { name: 'archive', pipelines: [pipeline('orders-history', 'orders', 'archive')] });
    await post('alarm-rules', {
        name: 'shop-lag',
        pipeline: 'shop/hz-to-us',
        watch: 'lag',
        status: 'enabled',
    });
    await post('alarm-rules', {
        name: 'crm-errors',
        pipeline: 'crm/crm-to-dw',
        watch: 'error',
        keywords: ['OTR-2'],
    });
    await post('users', {
        name: OPERATOR.name,
        role: 'operator',
        password: OPERATOR_GIVEN,
        'real-name': 'Olga',
    });
    await post('tokens', { name: 'deploy', role: 'operator', days: 365 });
}

/** The addresses of pages are those of the channels' numbers: this puts the number of {name} there. */
export async function numbered(request: APIRequestContext): Promise<(pattern: string) => string> {
    const answer = await request.get('/api/v1/channels?size=500');
    const { items } = (await answer.json()) as { items: { id: number; config: { name: string } }[] };
    const id = (name: string) => String(items.find(({ config }) => config.name === name)?.id);
    return (pattern) => pattern.replace(/\{([\w-]+)\}/, (_, channel: string) => id(channel));
}

/** Gives the operator a password of their own. */
export async function readyOperator(request: APIRequestContext): Promise<void> {
    const { csrf: old = '' } = (await (await request.get('/api/v1/session')).json()) as Session;
    const known = await request.post('/api/v1/session', { data: OPERATOR, headers: { 'X-CSRF-Token': old } });
    if (known.ok()) return;
    const { csrf = '' } = await logIn(request, OPERATOR.name, OPERATOR_GIVEN);
    const answer = await request.put('/api/v1/session/password', {
        data: { old: OPERATOR_GIVEN, wanted: OPERATOR.password },
        headers: { 'X-CSRF-Token': csrf },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
}

/** What went wrong in the browser, apart from answers that the test wants. */
export function watch(page: Page): string[] {
    const problems: string[] = [];
    page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    return problems;
}

export async function prefer(page: Page, language: 'en' | 'zh', theme: 'light' | 'dark'): Promise<void> {
    await page.addInitScript(
        ([chosen, look]) => {
            // An empty page has no store.
            if (location.protocol === 'about:') return;
            localStorage.setItem('otter.language', chosen ?? 'en');
            localStorage.setItem('otter.theme', look ?? 'light');
        },
        [language, theme],
    );
}
