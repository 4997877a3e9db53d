import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { PASSWORD, logIn, numbered, prefer, seed } from './manager';

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
    await expect(page.getByText('Polling')).toBeVisible();
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(2);
});
