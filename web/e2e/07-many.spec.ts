import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { CHANNELS, Crowd, NODES } from './crowd';
import { PASSWORD, PICTURES, logIn, prefer, seed, watch } from './manager';

/** Of the browser's main thread, in seconds; however busy the machine is. */
const MOST_SECONDS_TO_SHOW = 10;
const MOST_SECONDS_AN_UPDATE = 0.5;
const UPDATES = 5;

let crowd: Crowd;
let console_: string;

test.beforeAll(async ({ baseURL }) => {
    crowd = new Crowd(baseURL ?? '');
    console_ = await crowd.start();
});

test.afterAll(() => crowd.close());

const LISTS = {
    'channels of 50': ['/channels', 'shop-0000'],
    'channels of 500': ['/channels?size=500', 'shop-0000'],
    'the last page': ['/channels?page=20', 'shop-0999'],
    nodes: ['/nodes?size=100', 'node-000'],
    overview: ['/', 'shop-0000/a-to-b'],
    'a pipeline': ['/channels/500/pipelines/a-to-b', 'binlog.000042:'],
    mappings: ['/channels/500/pipelines/a-to-b?tab=mappings', 'shop_0499.item_9'],
} as const;

test(`pages stay quick with ${CHANNELS} channels and ${NODES} nodes`, async ({ page }) => {
    test.setTimeout(900_000);
    await seed(page.request);
    await logIn(page.request, 'admin', PASSWORD);
    await prefer(page, 'en', 'light');
    const problems = watch(page);
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const used = async () => {
        const { metrics } = await client.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    };
    const updates = await countUpdates(page);

    for (const [what, [path, word]] of Object.entries(LISTS)) {
        await page.goto('about:blank');
        const before = await used();
        const begin = Date.now();
        await page.goto(console_ + path);
        await expect(page.locator('main, [role=main]').getByText(word).first()).toBeVisible({
            timeout: 120_000,
        });
        const millis = Date.now() - begin;
        const show = (await used()) - before;

        const seen = await updates();
        await expect.poll(updates, { timeout: 60_000 }).toBeGreaterThan(seen + 1);
        const calm = await used();
        const from = await updates();
        await expect.poll(updates, { timeout: 60_000 }).toBeGreaterThanOrEqual(from + UPDATES);
        const each = ((await used()) - calm) / ((await updates()) - from);
        console.log(
            `${what}: there after ${millis} ms, ${Math.round(show * 1_000)} ms of the main thread;` +
                ` ${Math.round(each * 1_000)} ms an update`,
        );
        await page.screenshot({ path: `${PICTURES}/en-light/many-${what.replace(/ /g, '-')}.png` });
        expect(show, `${what}, to show`).toBeLessThan(MOST_SECONDS_TO_SHOW);
        expect(each, `${what}, an update`).toBeLessThan(MOST_SECONDS_AN_UPDATE);
    }
    expect(problems).toEqual([]);
});

test('of many troubles a few are shown first', async ({ page }) => {
    await seed(page.request);
    await prefer(page, 'en', 'light');
    await page.goto(console_ + '/');
    await expect(page.locator('.attention > li')).toHaveCount(20);
    await page.getByRole('button', { name: 'Show more (180 left)' }).click();
    await expect(page.locator('.attention > li')).toHaveCount(40);
});

/** Counts the stream's events of pipelines in the page. */
async function countUpdates(page: Page): Promise<() => Promise<number>> {
    await page.addInitScript(() => {
        const Known = window.EventSource;
        window.EventSource = class extends Known {
            constructor(url: string | URL) {
                super(url);
                this.addEventListener('pipelines', () => {
                    document.documentElement.dataset['updates'] = String(
                        Number(document.documentElement.dataset['updates'] ?? 0) + 1,
                    );
                });
            }
        };
    });
    return () => page.evaluate(() => Number(document.documentElement.dataset['updates'] ?? 0));
}
