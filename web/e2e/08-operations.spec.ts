import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { components } from '../src/api/schema';
import {
    PASSWORD,
    PICTURES,
    REAL,
    REAL_CHANNEL,
    REAL_PIPELINE,
    logIn,
    numbered,
    prefer,
    seed,
    watch,
} from './manager';

type Operation = components['schemas']['OperationView'];

const TAB = '/channels/{shop}/pipelines/hz-to-us?tab=operations';
const OPERATIONS = /\/pipelines\/[^/]+\/operations$/;
const STATEMENTS = /\/pipelines\/[^/]+\/statements$/;
const ONE = /\/api\/v1\/operations\/\d+$/;
const MANY = 1_000;

function operation(id: number, more: Partial<Operation> = {}): Operation {
    return {
        id,
        channel: { id: 1, name: 'shop' },
        pipeline: 'hz-to-us',
        request: { kind: 'copy', tables: ['shop.orders'] },
        'asked-by': 'admin',
        'asked-at': '2026-11-27T04:00:00Z',
        deadline: '2026-11-27T04:15:00Z',
        state: 'running',
        node: { nid: 1, name: 'node-1' },
        'started-at': '2026-11-27T04:00:01Z',
        progress: {
            'waits-for': 'shop.orders is copied',
            'rows-done': 250_000,
            'rows-total': 1_000_000,
            'rows-per-second': 12_500,
            'seconds-left': 60,
        },
        ...more,
    };
}

/** A comparison with as many rows as an answer may hold. */
function checked(id: number): Operation {
    return operation(id, {
        request: { kind: 'check', tables: ['shop.*'], repair: false },
        state: 'done',
        'ended-at': '2026-11-27T04:02:00Z',
        progress: {
            'rows-done': 1_000_000,
            'rows-total': 1_000_000,
            'rows-per-second': 9_000,
            summary: 'different: 1007 rows in 2 of 9 tables',
        },
        findings: {
            rows: [
                {
                    table: 'shop.orders',
                    key: 'id=4711',
                    kind: 'changed',
                    values: [
                        { column: 'amount', source: '99.50', target: '95.90' },
                        { column: 'note', source: `'${'long text '.repeat(30)}'`, target: 'null' },
                    ],
                },
                ...Array.from({ length: MANY - 1 }, (_, at) => ({
                    table: 'shop.item',
                    key: `order_id=${at}, line=1`,
                    kind: at % 2 === 0 ? 'missing' : 'extra',
                    values: [],
                })),
            ],
            statements: [],
            left: 7,
        },
    });
}

function withoutFindings(one: Operation): Operation {
    const kept = { ...one };
    delete kept.findings;
    return kept;
}

/** What the tab is answered; the page asks again by itself. */
class Answers {
    all: Operation[] = [];
    broken = false;
    cancelled: number[] = [];
    #held: (() => void)[] = [];
    #holding = false;

    async serve(page: Page): Promise<void> {
        await page.route(STATEMENTS, (route) => route.fulfill({ json: [] }));
        await page.route(OPERATIONS, async (route) => {
            if (this.#holding) await new Promise<void>((go) => this.#held.push(go));
            if (this.broken) {
                await route.fulfill({
                    status: 503,
                    contentType: 'application/problem+json',
                    json: { code: 'OTR-4220', detail: 'the store does not answer', remedy: 'Look at it.' },
                });
            } else if (route.request().method() === 'POST') {
                this.all = [operation(this.all.length + 1), ...this.all];
                await route.fulfill({ status: 201, json: this.all[0] });
            } else {
                await route.fulfill({ json: this.all.map(withoutFindings) });
            }
        });
        await page.route(ONE, async (route) => {
            const id = Number(route.request().url().split('/').at(-1));
            if (route.request().method() === 'DELETE') {
                this.cancelled.push(id);
                this.change(id, { 'cancelled-by': 'admin' });
            }
            await route.fulfill({ json: this.all.find((one) => one.id === id) });
        });
    }

    change(id: number, more: Partial<Operation>): void {
        this.all = this.all.map((one) => (one.id === id ? { ...one, ...more } : one));
    }

    hold(): void {
        this.#holding = true;
    }

    release(): void {
        this.#holding = false;
        this.#held.forEach((go) => go());
        this.#held = [];
    }
}

async function open(page: Page, language: 'en' | 'zh' = 'en'): Promise<Answers> {
    await seed(page.request);
    await logIn(page.request, 'admin', PASSWORD);
    await prefer(page, language, 'light');
    const answers = new Answers();
    await answers.serve(page);
    return answers;
}

async function fits(page: Page): Promise<void> {
    const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wide, 'the page is wider than the window').toBe(false);
}

test('operations have a face for loading, nothing, an error and very many', async ({ page }) => {
    const answers = await open(page);
    const address = await numbered(page.request);
    answers.hold();
    await page.goto(address(TAB));
    const list = page.locator('.ant-card', { hasText: 'Operations' }).last();
    await expect(list.locator('.ant-skeleton')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/operations-loading.png` });
    answers.release();
    await expect(page.getByText('Nothing was asked for yet.')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/operations-empty.png` });

    answers.broken = true;
    await page.reload();
    await expect(list.getByRole('alert')).toContainText('OTR-4220');
    await page.screenshot({ path: `${PICTURES}/en-light/operations-error.png` });
    answers.broken = false;
    answers.all = [
        ...Array.from({ length: 49 }, (_, at) => operation(50 - at, { state: 'done' })),
        checked(1),
    ];
    await list.getByRole('button', { name: 'Try again' }).click();
    await expect(list.getByRole('row')).toHaveCount(11);
    await fits(page);
    await page.screenshot({ path: `${PICTURES}/en-light/operations-many.png`, fullPage: true });

    await list.getByTitle('5', { exact: true }).click();
    await list.getByRole('row', { name: 'different: 1007' }).getByRole('button', { name: 'Show' }).click();
    const drawer = page.getByRole('dialog', { name: 'Operation 1' });
    const amount = drawer.getByRole('row', { name: 'amount' });
    await expect(amount).toContainText('99.50');
    await expect(amount).toContainText('95.90');
    await expect(drawer.getByText('Not shown, because there are too many: 7')).toBeVisible();
    expect(await drawer.getByRole('row').count()).toBeLessThan(110);
    await page.screenshot({ path: `${PICTURES}/en-light/operation-differences.png` });
});

test('a copy is asked for, shows how far it is, and is cancelled', async ({ page }) => {
    const answers = await open(page);
    const problems = watch(page);
    const address = await numbered(page.request);
    await page.goto(address(TAB));
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('dialog', { name: 'Copy' }).getByRole('button', { name: 'Copy' }).click();
    const row = page.getByRole('row', { name: 'shop.orders' });
    await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    await expect(row).toContainText('250,000 of about 1,000,000 rows');
    await expect(row).toContainText('12,500 rows/s');
    await expect(row).toContainText('1 min left');
    await page.screenshot({ path: `${PICTURES}/en-light/operations-running.png`, fullPage: true });

    await row.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
    await expect(row).toContainText('admin has cancelled it');
    expect(answers.cancelled).toEqual([1]);
    answers.change(1, { state: 'cancelled', 'ended-at': '2026-11-27T04:01:00Z' });
    await expect(row).toContainText('cancelled');
    await expect(row.getByRole('button', { name: 'Cancel it' })).toHaveCount(0);
    expect(problems).toEqual([]);
});

test('operations are read in Chinese', async ({ page }) => {
    const answers = await open(page, 'zh');
    answers.all = [operation(2), checked(1)];
    const address = await numbered(page.request);
    await page.goto(address(TAB));
    await expect(page.getByRole('row')).toHaveCount(3);
    await fits(page);
    await page.screenshot({ path: `${PICTURES}/zh-light/operations.png`, fullPage: true });
    await page.getByRole('row', { name: '1007' }).getByRole('button').first().click();
    await expect(page.getByRole('dialog').getByRole('row', { name: 'amount' })).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/zh-light/operation-differences.png` });
});

/** Asks for an operation of some tables, and finds its row in the list. */
async function asked(page: Page, word: 'Copy' | 'Check', tables: string, limit?: number): Promise<Locator> {
    await page.getByRole('button', { name: word, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: word });
    if (tables !== '') {
        await dialog.getByLabel('Tables').fill(tables);
        await page.keyboard.press('Enter');
    }
    if (limit !== undefined) await dialog.getByLabel('Most rows per second').fill(String(limit));
    const answered = page.waitForResponse(
        (response) => OPERATIONS.test(response.url()) && response.request().method() === 'POST',
    );
    await dialog.getByRole('button', { name: word }).click();
    const { id } = (await (await answered).json()) as Operation;
    await expect(dialog).toBeHidden();
    return page.locator(`tr[data-row-key="${id}"]`);
}

test('rows that differ are found, copied and equal again, while others write', async ({ page }) => {
    test.skip(!REAL, 'OTTER_SOURCE and OTTER_TARGET name no databases');
    test.setTimeout(300_000);
    await logIn(page.request, 'admin', PASSWORD);
    await prefer(page, 'en', 'light');
    const problems = watch(page);
    const address = await numbered(page.request);
    await page.goto(address(`/channels/{${REAL_CHANNEL}}/pipelines/${REAL_PIPELINE}?tab=operations`));

    const check = await asked(page, 'Check', 'shop.extra');
    await expect(check).toContainText('different: 1 rows in 1 of 1 tables', { timeout: 90_000 });
    await check.getByRole('button', { name: 'Show' }).click();
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('row', { name: 'right' })).toContainText('wrong');
    await page.screenshot({ path: `${PICTURES}/en-light/real-differences.png` });
    await drawer.getByRole('button', { name: 'Close' }).click();

    const copy = await asked(page, 'Copy', 'shop.extra');
    await expect(copy.getByRole('progressbar')).toBeVisible({ timeout: 90_000 });
    await expect(copy).toContainText('copied 200 rows of 1 tables', { timeout: 90_000 });
    await expect(await asked(page, 'Check', 'shop.extra')).toContainText('equal, 200 rows', {
        timeout: 90_000,
    });

    const slow = await asked(page, 'Check', '', 20);
    await expect(slow).toContainText('rows/s', { timeout: 90_000 });
    await expect(slow).toContainText('left');
    await page.screenshot({ path: `${PICTURES}/en-light/real-operations.png`, fullPage: true });
    await slow.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
    await expect(slow).toContainText('cancelled', { timeout: 30_000 });
    await expect(slow.getByRole('button', { name: 'Cancel it' })).toHaveCount(0);
    expect(problems).toEqual([]);
});
