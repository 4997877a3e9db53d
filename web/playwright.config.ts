import { defineConfig } from '@playwright/test';

/** OTTER_CONSOLE: where the console is served. OTTER_CHROMIUM: the browser. */
export default defineConfig({
    testDir: 'e2e',
    outputDir: 'e2e/results/traces',
    fullyParallel: false,
    workers: 1,
    timeout: 120_000,
    expect: { timeout: 30_000 },
    reporter: [['list']],
    use: {
        baseURL: process.env['OTTER_CONSOLE'] ?? 'http://127.0.0.1:8081',
        viewport: { width: 1440, height: 900 },
        actionTimeout: 30_000,
        trace: 'off',
        launchOptions: {
            executablePath: process.env['OTTER_CHROMIUM'] ?? '/usr/bin/chromium',
            args: ['--no-sandbox'],
        },
    },
});
