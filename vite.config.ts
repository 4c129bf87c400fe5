import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    remix({
      appDirectory: 'app',
      ignoredRouteFiles: ['**/.*', '**/*.server.ts'],
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // Off as in Shopify's own template: its library answers data requests with thrown responses.
        v3_singleFetch: false,
      },
    }),
  ],
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1_000 },
  optimizeDeps: { include: ['@shopify/polaris'] },
});
