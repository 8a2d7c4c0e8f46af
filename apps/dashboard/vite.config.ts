import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `vite dev` speaks to a server that runs beside it; built files are served by the server itself. */
export default defineConfig({
  base: '/dashboard/',
  plugins: [react()],
  resolve: { alias: { zod: fileURLToPath(new URL('src/no-schemas.ts', import.meta.url)) } },
  build: { manifest: true, chunkSizeWarningLimit: 1_000 },
  server: { proxy: { '/v1': 'http://localhost:3000', '/login': 'http://localhost:3000' } },
})
