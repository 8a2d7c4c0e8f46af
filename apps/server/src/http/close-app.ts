import type { App } from './app.ts'

/** A connection that falls idle after the closing began is found within this time. */
const LOOK_EVERY_MS = 50
/** Slack waits three seconds for an answer: whatever is still open after that has nobody waiting at its end. */
const PATIENCE_MS = 3_000

/** Stops listening, finishes the requests under way, and closes every connection: left alone, an idle one keeps a server up for 72 s. */
export async function closeApp(app: App): Promise<void> {
  const look = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS)
  const end = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS)
  try {
    await app.close()
  } finally {
    clearInterval(look)
    clearTimeout(end)
  }
}
