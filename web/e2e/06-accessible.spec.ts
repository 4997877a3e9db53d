import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { PASSWORD, PICTURES, logIn, numbered, prefer, seed } from './manager';

const PAGES = [
    '/',
    '/channels',
    '/channels/{shop}',
    '/channels/{crm}/pipelines/crm-to-dw',
    '/channels/{shop}/pipelines/hz-to-us?tab=mappings',
    '/channels/{shop}/pipelines/hz-to-us?tab=options',
    '/channels/new',
    '/data-sources',
    '/nodes',
    '/zookeeper',
    '/alarm-rules',
    '/system',
    '/audit',
    '/help',
];

for (const theme of ['light', 'dark'] as const) {
    test(`pages keep WCAG AA, ${theme}`, async ({ page }) => {
        test.setTimeout(600_000);
        await seed(page.request);
        await logIn(page.request, 'admin', PASSWORD);
        await prefer(page, 'en', theme);
        const found: string[] = [];
        const address = await numbered(page.request);
        for (const path of PAGES) {
            await page.goto(address(path));
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
            await expect(page.locator('.ant-skeleton')).toHaveCount(0);
            await page.waitForTimeout(500);
            const report = await new AxeBuilder({ page })
                .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
                .analyze();
            for (const violation of report.violations) {
                for (const node of violation.nodes.slice(0, 3)) {
                    found.push(
                        `${path} ${violation.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`,
                    );
                }
            }
        }
        expect(found).toEqual([]);
    });
}

test('a broken stream is replaced by polling', async ({ page }) => {
    await seed(page.request);
    await prefer(page, 'en', 'light');
    await page.route('**/api/v1/live/events', (route) => route.abort());
    let asked = 0;
    await page.route('**/api/v1/live/pipelines', (route) => {
        asked++;
        return route.continue();
    });
    await page.goto('/');
    await expect(page.getByText('Polling', { exact: true })).toBeVisible();
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(2);
});

test('a full manager is polled, and the page says so', async ({ page }) => {
    await seed(page.request);
    await prefer(page, 'en', 'light');
    await page.route('**/api/v1/live/events', (route) =>
        route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            json: { code: 'OTR-4113', detail: '8 streams of events are open' },
        }),
    );
    let asked = 0;
    await page.route('**/api/v1/live/pipelines', (route) => {
        asked++;
        return route.continue();
    });
    await page.goto('/');
    await expect(page.getByText('Polling: all live streams are taken')).toBeVisible();
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(2);
});

test('an error speaks the language of its reader', async ({ page }) => {
    await seed(page.request);
    await logIn(page.request, 'admin', PASSWORD);
    await prefer(page, 'zh', 'light');
    await page.goto('/data-sources');
    await page.getByRole('button', { name: '更多: archive' }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    const told = page.locator('.ant-notification-notice');
    await expect(told).toContainText('OTR-4203 仍被其他对象使用');
    await expect(told).toContainText('先解除详情中列出的引用。');
    await expect(told.locator('[lang=en]').first()).toContainText('archive');
    await page.screenshot({ path: `${PICTURES}/zh-light/error.png` });
});
