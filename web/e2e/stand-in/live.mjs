/** What a scenario says, moved on a little at each look. */

const ROOT = '/api/v1';

export class Live {
    #scenario;
    #states = new Map();

    constructor(scenario) {
        this.#scenario = scenario;
    }

    /** undefined: not ours; 'events': a stream. */
    answer(method, url) {
        const path = url.pathname.slice(ROOT.length);
        const key = `${method} ${path}`;
        if (key === 'GET /live/events') return 'events';
        if (key === 'GET /live/overview') return ok(this.#overview());
        if (key === 'GET /live/nodes') return ok(this.nodes());
        if (key === 'GET /live/pipelines') return ok(this.pipelines());
        if (key === 'GET /enrolments') return ok(this.#scenario.enrolments.map(withTimes));
        if (key === 'GET /zookeeper') return ok(withTimes(this.#scenario.zookeeper));
        if (key === 'GET /zookeeper/tree') return this.#tree(url.searchParams.get('path') ?? '/');
        if (/^GET \/channels\/\d+\/pipelines\/[^/]+\/live$/.test(key)) {
            return ok(
                this.pipelines().find((one) => path.includes(`/${one.channel.id}/pipelines/${one.name}/`)),
            );
        }
        if (/^GET \/channels\/\d+\/pipelines\/[^/]+\/minutes$/.test(key))
            return ok(minutes(url.searchParams));
        const run = /^(GET|POST) \/channels\/(\d+)\/(run|start|stop|pause|resume|push)$/.exec(key);
        if (run) return this.#run(run[2], run[3]);
        if (/^POST \/channels\/\d+\/pipelines\/[^/]+\/switch$/.test(key)) return { status: 204 };
        if (/^POST \/enrolments\/\d+\/(approve|reject)$/.test(key)) {
            this.#scenario.enrolments = [];
            return { status: 204 };
        }
        if (/^POST \/nodes\/\d+\/revoke$/.test(key)) return { status: 204 };
        if (/^POST \/nodes\/\d+\/enrolment-secret$/.test(key)) {
            return ok({
                secret: 'oes_3kXq9vWb7Tn2RmYp5Lc8Za',
                expires: new Date(Date.now() + 3_600_000).toISOString(),
            });
        }
        const tables = /^POST \/endpoints\/(?:\d+\/)?(matching-tables|check)$/.exec(key);
        if (tables && this.#scenario.databases) return ok(this.#scenario.databases[tables[1]]);
        return undefined;
    }

    pipelines() {
        return this.#scenario.pipelines.map((one) => {
            const moving = one.state === 'running';
            const state = this.#states.get(String(one.channel.id));
            const wave = 1 + 0.2 * Math.sin(Date.now() / 4_000 + one.number);
            return withTimes({
                ...one,
                ...(state === undefined
                    ? {}
                    : { run: state, state: state === 'running' ? one.state : state }),
                ...(moving
                    ? {
                          'rows-per-second': one['rows-per-second'] * wave,
                          'bytes-per-second': one['bytes-per-second'] * wave,
                          'lag-millis': Math.round(one['lag-millis'] * wave),
                          'rows-applied': one['rows-applied'] + (Math.round(Date.now() / 50) % 1_000_000),
                          'reported-at': new Date().toISOString(),
                      }
                    : {}),
            });
        });
    }

    nodes() {
        return this.#scenario.nodes.map(withTimes);
    }

    #overview() {
        return { ...this.#scenario.overview, attention: this.#scenario.overview.attention.map(withTimes) };
    }

    #run(id, word) {
        const states = { start: 'running', resume: 'running', pause: 'paused', stop: 'stopped' };
        if (states[word]) this.#states.set(id, states[word]);
        return ok({ state: this.#states.get(id) ?? 'stopped', obstacles: [] });
    }

    #tree(path) {
        const found = this.#scenario.tree[path];
        if (found === undefined)
            return { status: 404, body: { code: 'OTR-4205', detail: `no ${path}`, remedy: '' } };
        const now = new Date().toISOString();
        return ok({
            path,
            children: found.children,
            'child-count': found.children.length,
            content: { text: found.text ?? '', binary: false, bytes: (found.text ?? '').length, cut: false },
            stat: { created: now, modified: now, version: 3, 'child-version': 1, 'ephemeral-owner': 0 },
        });
    }
}

function ok(body) {
    return { status: 200, body };
}

/** Scenario files say how many seconds ago something was. */
function withTimes(item) {
    const { 'seconds-ago': ago, ...rest } = item;
    return ago === undefined ? rest : { ...rest, since: new Date(Date.now() - ago * 1_000).toISOString() };
}

const MINUTE = 60_000;

function minutes(query) {
    const to = Date.parse(query.get('to') ?? new Date().toISOString());
    const from = Date.parse(query.get('from') ?? new Date(to - 60 * MINUTE).toISOString());
    const all = [];
    for (let at = from - (from % MINUTE); at <= to && all.length < 10_080; at += MINUTE) {
        const wave = 1.2 + Math.sin(at / (17 * MINUTE)) + 0.2 * Math.sin(at / (3 * MINUTE));
        all.push({
            minute: new Date(at).toISOString(),
            inserts: Math.round(30_000 * wave),
            updates: Math.round(18_000 * wave),
            deletes: Math.round(2_000 * wave),
            'schema-changes': 0,
            bytes: Math.round(9_000_000 * wave),
            'mean-lag-millis': Math.round(120 * wave),
            'max-lag-millis': Math.round(480 * wave),
        });
    }
    return all;
}
