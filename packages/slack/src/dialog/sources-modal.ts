import { DIALOGS } from '../action-ids.ts'
import { context, type SlackBlock, section, VIEW_BLOCKS } from '../block.ts'
import { fittedMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { type CitedMessage, quoteMrkdwn } from '../mrkdwn/quote.ts'
import type { ModalView } from '../view.ts'
import { dialog } from './dialog.ts'

const MAX_LENGTH = 1_500

/** The dialog that shows every source of an answer with its number, its words and its link. */
export function sourcesModal({ question, sources }: { question?: string; sources: readonly CitedMessage[] }): ModalView {
  const above = question ? [section(`You asked: ${fittedMrkdwn(question, 500)}`)] : []
  const shown = sources.slice(0, VIEW_BLOCKS - above.length - 1)
  const left = sources.length - shown.length
  const blocks: SlackBlock[] = [
    ...above,
    ...shown.map((source, index) => section(quoteMrkdwn(source, { maxLength: MAX_LENGTH, number: index + 1 }))),
    ...(left > 0 ? [context(`${left} more not shown.`)] : []),
    ...(sources.length === 0 ? [section('There is no source left that you can read.')] : []),
  ]
  return dialog({ callbackId: DIALOGS.sources, title: 'Sources', blocks })
}
