import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { PASSWORD, PICTURES, REAL, REAL_CHANNEL, REAL_PIPELINE, logIn, prefer, watch } from './manager';

/** From nothing to rows that flow. */
const LIMIT_MILLIS = 120_000;

async function shot(page: Page, name: string): Promise<void> {
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: `${PICTURES}/en-light/${name}.png`, fullPage: true });
}

test('the guide leads from two real databases to rows that flow', async ({ page }) => {
    test.skip(!REAL, 'OTTER_SOURCE and OTTER_TARGET name no databases');
    test.setTimeout(2 * LIMIT_MILLIS);
    await logIn(page.request, 'admin', PASSWORD);
    const known = (await (await page.request.get('/api/v1/channels')).json()) as {
        items: { config: { name: string } }[];
    };
    test.skip(
        known.items.some(({ config }) => config.name === REAL_CHANNEL),
        'an earlier run made this channel',
    );
    await prefer(page, 'en', 'light');
    const problems = watch(page);

    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await shot(page, 'overview-fresh');
    const begin = Date.now();
    await page.goto('/channels/new');
    await newDatabase(page, 'hz-shop', process.env['OTTER_SOURCE']);
    await shot(page, 'real-1-source');
    await page.getByRole('button', { name: 'Save and go on' }).click();

    await expect(page.getByText('Where are they to be written?')).toBeVisible();
    await page.getByText('A new one').click();
    await newDatabase(page, 'us-shop', process.env['OTTER_TARGET']);
    await shot(page, 'real-2-target');
    await page.getByRole('button', { name: 'Save and go on' }).click();

    const shop = page.locator('.ant-tree-treenode', { hasText: /^shop \(\d+\)$/ });
    await shop.locator('.ant-tree-switcher').click();
    await shop.locator('.ant-tree-checkbox').click();
    await expect(page.getByText('Chosen: shop.*')).toBeVisible();
    await shot(page, 'real-3-tables');
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByLabel('Name of the channel').fill(REAL_CHANNEL);
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(REAL_PIPELINE);
    await shot(page, 'real-4-options');
    await page.getByRole('button', { name: 'Next' }).click();

    await expect(page.getByText('1 connected')).toBeVisible();
    await expect(page.getByText('Source hz-shop')).toBeVisible();
    await expect(page.getByText('Target us-shop')).toBeVisible();
    await expect(page.locator('main .ant-skeleton')).toHaveCount(0);
    await expect(page.locator('.ant-alert-error')).toHaveCount(0);
    await shot(page, 'real-5-start');
    await page.getByRole('button', { name: 'Make and start' }).click();

    await expect(page).toHaveURL(new RegExp(`/pipelines/${REAL_PIPELINE}`));
    await expect.poll(() => rowsApplied(page), { timeout: LIMIT_MILLIS }).toBeGreaterThan(0);
    const millis = Date.now() - begin;
    expect(millis, 'from the first page of the guide to the first row').toBeLessThan(LIMIT_MILLIS);

    await expect(page.locator('.flow-pipe[data-moving=true]').first()).toBeVisible();
    const before = await rowsApplied(page);
    await expect.poll(() => rowsApplied(page), { timeout: LIMIT_MILLIS }).toBeGreaterThan(before + 500);
    const load = page.locator('.flow-stage', { hasText: 'Load' }).locator('.flow-figure');
    await expect(load).toHaveText(/[1-9]/);
    await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
    await shot(page, 'live-first');
    expect(problems).toEqual([]);
});

/** Fills in a new data source of the guide and tests it. */
async function newDatabase(page: Page, name: string, address = ''): Promise<void> {
    const [host = '', port = ''] = address.split(':');
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Host', { exact: true }).fill(host);
    await page.getByRole('spinbutton', { name: 'Port' }).fill(port);
    await page.getByLabel('Account').fill('otter');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('It can be used')).toBeVisible();
}

/** The figure of the live page; 0 while there is none. */
async function rowsApplied(page: Page): Promise<number> {
    const words = await page.locator('.ant-descriptions-item', { hasText: 'Rows applied' }).allInnerTexts();
    return Number((words[0] ?? '').replace(/\D/g, ''));
}
