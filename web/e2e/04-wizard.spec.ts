import { expect, test } from '@playwright/test';
import { PASSWORD, PICTURES, REAL, logIn, prefer, seed, watch } from './manager';

test('the guide leads from two databases to a live pipeline', async ({ page }) => {
    test.skip(REAL, 'the first pipeline shows it');
    await seed(page.request);
    await logIn(page.request, 'admin', PASSWORD);
    await prefer(page, 'en', 'light');
    const problems = watch(page);
    const channel = `guided-${Date.now()}`;

    await page.goto('/channels/new');
    await page.getByLabel('Data source').click();
    await page.getByTitle(/^hangzhou/).click();
    await expect(page.getByText('It can be used')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/wizard-1-source.png`, fullPage: true });
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByText('A new one').click();
    await page.getByLabel('Name').fill(`target-${Date.now()}`);
    await page.getByLabel('Host', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Account').fill('otter');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('It can be used')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/wizard-2-target.png`, fullPage: true });
    await page.getByRole('button', { name: 'Save and go on' }).click();

    await page.locator('.ant-tree-treenode', { hasText: 'shop (4)' }).locator('.ant-tree-checkbox').click();
    await expect(page.getByText('Chosen: shop.*')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/wizard-3-tables.png`, fullPage: true });
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByLabel('Name of the channel').fill(channel);
    await page.screenshot({ path: `${PICTURES}/en-light/wizard-4-options.png`, fullPage: true });
    await page.getByRole('button', { name: 'Next' }).click();

    await expect(page.getByText('2 connected')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/wizard-5-start.png`, fullPage: true });
    await page.getByRole('button', { name: 'Make and start' }).click();
    await expect(page).toHaveURL(/\/pipelines\/hangzhou-to-target/);
    expect(problems).toEqual([]);
});

test('mappings are added from a text area and survive a change of somebody else', async ({ page }) => {
    await seed(page.request);
    const { csrf = '' } = await logIn(page.request, 'admin', PASSWORD);
    await prefer(page, 'en', 'light');
    const name = `batch-${Date.now()}`;
    const made = await page.request.post('/api/v1/channels', {
        data: { name, pipelines: [{ name: 'p', from: 'hangzhou', to: 'dw' }] },
        headers: { 'X-CSRF-Token': csrf },
    });
    const { id, version } = (await made.json()) as { id: number; version: number };

    await page.goto(`/channels/${id}/pipelines/p?tab=mappings`);
    await page.getByRole('button', { name: 'Add many' }).click();
    const area = page.getByRole('textbox', { name: 'Add many' });
    await area.fill('shop.*\nnonsense');
    await expect(page.getByText('Line 2:')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/mappings-batch.png` });
    await area.fill('shop.*\ncrm.customer -> dw.client');
    const other = await page.request.put(`/api/v1/channels/${id}`, {
        data: {
            name,
            description: 'by somebody else',
            pipelines: [{ name: 'p', from: 'hangzhou', to: 'dw' }],
        },
        headers: { 'X-CSRF-Token': csrf, 'If-Match': `"${version}"` },
    });
    expect(other.ok()).toBe(true);
    await page.getByRole('button', { name: 'Add 2' }).click();
    await expect(page.getByText('Somebody else has changed it meanwhile.')).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Add many' }).click();
    await area.fill('shop.*\ncrm.customer -> dw.client');
    await page.getByRole('button', { name: 'Add 2' }).click();
    await expect(page.getByText('dw.client')).toBeVisible();
});
