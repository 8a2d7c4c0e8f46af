import { appendixOf } from './appendix.ts'
import { blocksMrkdwn } from './blocks-mrkdwn.ts'
import { recordOf, textOf } from './loose.ts'

/**
 * Reads what a message says, in mrkdwn with tokens and entities as Slack writes them.
 * @returns `mrkdwn`: the blocks when they hold text, else `text` unchanged (NUL and lone surrogates excepted);
 * `appendix`: lines of attachments and file titles, empty when there are none. Never throws.
 */
export function messageText(message: unknown): { mrkdwn: string; appendix: string } {
  const record = recordOf(message)
  return { mrkdwn: blocksMrkdwn(record.blocks) || textOf(record.text), appendix: appendixOf(record) }
}
