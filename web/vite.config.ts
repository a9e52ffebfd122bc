import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The API serves `dist` in production; while developing, Vite serves the page and hands /api on to it.
const api = process.env.TRAME_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: false } } },
  preview: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: false } } },
  // No data: URLs: the page's policy is default-src 'self'.
  build: { outDir: 'dist', target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
  worker: { format: 'es' },
})
