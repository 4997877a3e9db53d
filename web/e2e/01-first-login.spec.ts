import { expect, test } from '@playwright/test';
import { PASSWORD, PICTURES, logIn, prefer } from './manager';

test('the first login asks for another password', async ({ page }) => {
    const first = await page.request.post('/api/v1/session', { data: { name: 'admin', password: 'admin' } });
    test.skip(!first.ok(), 'the password of this manager was changed before');
    await page.context().clearCookies();
    await prefer(page, 'en', 'light');

    await page.goto('/login.htm');
    await page.screenshot({ path: `${PICTURES}/en-light/login.png` });
    await page.getByLabel('User').fill('admin');
    await page.getByLabel('Password').fill('wrong one');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByText('name or password is wrong')).toBeVisible();
    await page.getByLabel('Password').fill('admin');
    await page.getByRole('button', { name: 'Log in' }).click();

    await expect(page.getByText('Choose your own before you go on')).toBeVisible();
    await page.screenshot({ path: `${PICTURES}/en-light/first-change.png` });
    await page.goto('/channels');
    await expect(page).toHaveURL(/login\.htm/);
    await page.getByLabel('Present password').fill('admin');
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('New password again').fill('something else');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('The two passwords differ.')).toBeVisible();
    await page.getByLabel('New password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();

    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await logIn(page.request, 'admin', PASSWORD);
});

test('/login and /login.htm are the same page', async ({ page }) => {
    await prefer(page, 'zh', 'light');
    for (const path of ['/login', '/login.htm']) {
        await page.goto(path);
        await expect(page.getByLabel('用户名')).toBeVisible();
    }
    await page.screenshot({ path: `${PICTURES}/zh-light/login.png` });
    await page.getByRole('button', { name: '切换语言' }).click();
    await expect(page.getByLabel('User')).toBeVisible();
});
