import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const manager = process.env['OTTER_MANAGER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
    plugins: [react()],
    base: '/',
    build: {
        outDir: 'dist',
        sourcemap: false,
        // The strict content security policy forbids data: scripts and fonts.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 1200,
    },
    test: { include: ['src/**/*.test.ts'] },
    server: { proxy: { '/api': { target: manager, changeOrigin: false } } },
});
