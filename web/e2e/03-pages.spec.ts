import { expect, test } from '@playwright/test';
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

const PAGES: Record<string, string> = {
    overview: '/',
    channels: '/channels',
    channel: '/channels/{shop}',
    'channel-history': '/channels/{shop}?tab=history',
    pipeline: '/channels/{shop}/pipelines/hz-to-us',
    'pipeline-waiting': '/channels/{crm}/pipelines/crm-to-dw',
    mappings: '/channels/{shop}/pipelines/hz-to-us?tab=mappings',
    'mappings-many': '/channels/{logs}/pipelines/events?tab=mappings',
    options: '/channels/{shop}/pipelines/hz-to-us?tab=options',
    wizard: '/channels/new',
    'data-sources': '/data-sources',
    tables: '/tables',
    canals: '/canals',
    'failover-groups': '/failover-groups',
    nodes: '/nodes',
    zookeeper: '/zookeeper',
    'alarm-rules': '/alarm-rules',
    'log-records': '/log-records',
    users: '/users',
    system: '/system',
    audit: '/audit',
    tokens: '/tokens',
    password: '/password',
    help: '/help',
    ...(REAL ? { live: `/channels/{${REAL_CHANNEL}}/pipelines/${REAL_PIPELINE}` } : {}),
};

/** As many mappings as a page must bear. */
const MANY = Array.from({ length: 10_000 }, (_, at) => `logs.event_${String(at).padStart(5, '0')}`);

/** OTTER_LOOKS=few: each language and each theme once. */
const LOOKS = (
    [
        ['en', 'light'],
        ['zh', 'dark'],
        ['zh', 'light'],
        ['en', 'dark'],
    ] as const
).slice(0, process.env['OTTER_LOOKS'] === 'few' ? 2 : 4);

for (const [language, theme] of LOOKS) {
    test(`every page in ${language}, ${theme}`, async ({ page }) => {
        test.setTimeout(600_000);
        await seed(page.request);
        await logIn(page.request, 'admin', PASSWORD);
        await prefer(page, language, theme);
        const problems = watch(page);
        const address = await numbered(page.request);
        await page.route(/\/pipelines\/events$/, async (route) => {
            const answer = await route.fetch();
            const known = (await answer.json()) as object;
            await route.fulfill({ response: answer, json: { ...known, tables: MANY } });
        });
        for (const [name, pattern] of Object.entries(PAGES)) {
            await page.goto(address(pattern));
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
            await expect(page.locator('.ant-skeleton')).toHaveCount(0);
            await expect(page.locator('.ant-spin-spinning')).toHaveCount(0);
            await page.waitForTimeout(400);
            await page.screenshot({
                path: `${PICTURES}/${language}-${theme}/${name}.png`,
                fullPage: name !== 'mappings-many',
            });
            expect(problems, name).toEqual([]);
            if (language === 'zh') {
                const text = await page.locator('main, [role=main]').innerText();
                expect(text, name).toMatch(/[\u4e00-\u9fff]/);
            }
            const wide = await page.evaluate(
                () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
            );
            expect(wide, `${name} is wider than the window`).toBe(false);
        }
    });
}
