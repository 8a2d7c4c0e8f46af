import { type Html, html } from '../html.ts'
import type { Viewer } from '../viewer.ts'

/** What an app offers to be asked, as buttons that ask it; nothing without an offer. */
export const promptButtons = ({ slack }: Viewer, channelId: string, threadTs?: string): Html | null => {
  const offer = slack.world.prompts(channelId, threadTs)
  if (!offer || offer.prompts.length === 0) return null
  return html`${offer.title !== '' && html`<p class="muted">${offer.title}</p>`}<div class="prompt-list">${offer.prompts.map(
    ({ title, message }, index) =>
      html`<button type="button" class="button prompt" data-prompt="${message}" data-thread="${threadTs ?? ''}" data-testid="prompt-${index}" title="${message}">${title}</button>`,
  )}</div>`
}
