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

/** Follows the server's stream of changes; the browser reconnects by itself, and a reconnect counts as a change. */
export const watch = () => {
  const { domain, as } = document.body.dataset
  const stream = new EventSource(`/${domain}/_stream?as=${as}`)
  stream.addEventListener('change', () => void update())
  let opened = false
  stream.addEventListener('open', () => {
    if (opened) void update()
    opened = true
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && wanted) void update()
  })
}
