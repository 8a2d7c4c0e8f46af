import { refresh } from './page.js'

let running = false
let wanted = false

/** One refresh at a time; changes that arrive meanwhile cause exactly one more. */
const update = async () => {
  wanted = true
  if (running || document.hidden) return
  running = true
  while (wanted) {
    wanted = false
    await refresh().catch(() => undefined)
  }
  running = false
}

/**
 * Follows the server's stream of changes; the browser reconnects by itself. Every opening counts as a change: something may have happened
 * since the page was made, or since the connection was lost.
 */
export const watch = () => {
  const { domain, as } = document.body.dataset
  const stream = new EventSource(`/${domain}/_stream?as=${as}`)
  stream.addEventListener('change', () => void update())
  stream.addEventListener('open', () => void update())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && wanted) void update()
  })
}
