import { asksSomething, isFollowUp, mentionsIn, plainText } from '@backscroll/core'

/** Tells to look for something without being a question. */
const TELLS =
  /^(?:please\s+)?(?:show|find|list|search|look up|summari[sz]e|explain|tell me|give me|zeig|finde|suche|liste|montre|trouve|покажи|найди)\b/iu
/** Somebody who is spoken to; from anybody but the asker, that is more likely a colleague. */
const TO_SOMEBODY =
  /(?<![\p{L}'-])(?:you|your|yours|u|anyone|anybody|someone|somebody|guys|folks|team|du|dich|dir|ihr|euch|vous|tu|ты|вы|тебя|вас)(?![\p{L}'-])/iu
const MAX_CHARS = 1_000

/**
 * Whether a reply in a thread of the app's is a question to it. Whoever asked before may go on asking; from somebody else only a question that
 * speaks to nobody. A message that names other people or everybody is for them, and one that names the app is announced as a mention.
 * @param mrkdwn as written, untrusted.
 */
export function asksTheApp(mrkdwn: string, { isAsker, botUserId }: { isAsker: boolean; botUserId: string }): boolean {
  const named = mentionsIn(mrkdwn)
  if (named.some(({ kind, targetId }) => targetId === botUserId || kind === 'group' || kind === 'broadcast')) return false
  const begins = mrkdwn.trimStart()
  if (begins.startsWith('<@')) return false
  const text = plainText(mrkdwn, { user: () => undefined, channel: () => undefined })
  if (text === '' || text.length > MAX_CHARS) return false
  const asks = asksSomething(text) || isFollowUp(text)
  return isAsker ? asks || TELLS.test(text) : asks && !TO_SOMEBODY.test(text) && named.every(({ kind }) => kind === 'channel')
}
