import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startLocalPostgres } from '@backscroll/db'

/** A Postgres of its own in a folder that goes away: for benches and acceptance suites, which run outside of the test runner. */
export async function scratchPostgres(): Promise<{ url: string; adminUrl: string; [Symbol.asyncDispose](): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backscroll-scratch-'))
  // Postgres runs under another account when this is root, and has to get in
  await chmod(folder, 0o755)
  const local = await startLocalPostgres({ dataRoot: path.join(folder, 'postgres') })
  return {
    url: local.url,
    adminUrl: adminIn(local.adminUrl, local.url),
    async [Symbol.asyncDispose]() {
      await local.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The superuser in the application's own database. */
function adminIn(adminUrl: string, url: string): string {
  const admin = new URL(adminUrl)
  admin.pathname = new URL(url).pathname
  return admin.href
}
