import { expect, test } from '@playwright/test';
import { OPERATOR, PASSWORD, PICTURES, logIn, prefer, readyOperator, seed } from './manager';

test.beforeEach(async ({ page }) => {
    await seed(page.request);
    await readyOperator(page.request);
    await page.context().clearCookies();
    await prefer(page, 'en', 'light');
});

test('without login everything can be seen and nothing done', async ({ page }) => {
    await page.goto('/channels');
    await expect(page.getByRole('link', { name: 'shop', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
    for (const word of ['Start', 'Stop', 'Edit', 'New channel (guided)']) {
        await expect(page.getByRole('button', { name: word, exact: true })).toHaveCount(0);
    }
    await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
    await page.screenshot({ path: `${PICTURES}/en-light/anonymous.png` });
    await page.goto('/tokens');
    await expect(page).toHaveURL(/login\.htm/);
});

test('an operator may start and stop, not edit', async ({ page }) => {
    await logIn(page.request, OPERATOR.name, OPERATOR.password);
    await page.goto('/channels');
    await expect(page.getByRole('button', { name: 'Start' }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
    await page.screenshot({ path: `${PICTURES}/en-light/operator.png` });
    await page.goto('/data-sources');
    await expect(page.getByRole('button', { name: 'Test connection' }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add data source' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Edit' })).toHaveCount(0);
});

test('a dangerous act asks first', async ({ page }) => {
    await logIn(page.request, 'admin', PASSWORD);
    await page.goto('/data-sources');
    await page.getByRole('button', { name: 'More: archive' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Delete "archive"?');
    await expect(dialog).toContainText('The database itself is not touched.');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('OTR-4207').or(page.getByText('OTR-42')).first()).toBeVisible();
});

test('the keyboard is enough', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
});
