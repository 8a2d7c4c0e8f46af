import { notice, openThread, refresh } from './page.js'
import { send } from './send.js'

/**
 * Posts what was written or chosen; in a DM with an app its thread opens, because there the answer will stand.
 * @param {string} text
 * @param {string} thread
 */
export const say = async (text, thread) => {
  const { ok, message, ts } = await send('post', { text, thread })
  notice(message)
  if (ok && thread === '' && document.body.dataset.kind === 'app' && ts) await openThread(ts)
  return ok
}

/** Lets a suggested prompt ask itself. */
export const wirePrompts = () => {
  document.addEventListener('click', (event) => {
    const prompt = event.target.closest('[data-prompt]')
    if (prompt) void say(prompt.dataset.prompt, prompt.dataset.thread ?? '').then(refresh)
  })
}
