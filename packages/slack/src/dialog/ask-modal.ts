import type { ChannelId } from '@backscroll/core'
import { DIALOGS, FIELDS } from '../action-ids.ts'
import { input } from '../block.ts'
import { type Option, option, plain, type StaticSelect } from '../element.ts'
import { visibleText } from '../mrkdwn/visible-text.ts'
import type { ModalView } from '../view.ts'
import { dialog } from './dialog.ts'

const MAX_QUESTION = 1_000
/** Slack's limit for a list. */
const MAX_CHANNELS = 100
const TIMES = [option('Last 7 days', '7'), option('Last 30 days', '30'), option('Last 90 days', '90'), option('Last year', '365')]

/** What is offered to be asked. All texts are untrusted plain text. */
export interface AskForm {
  /** A question to begin with, cut where questions end. */
  question?: string
  /** Channels that this person may search; a hundred are offered, others can be written into the question. */
  channels?: readonly { channelId: ChannelId; name: string }[]
  channelId?: ChannelId
  /** 7, 30, 90 or 365. */
  days?: number
  /** Comes back with the submission. */
  privateMetadata: string
}

/** The dialog in which one asks: the question, and if one likes a channel and a time. */
export function askModal({ question = '', channels = [], channelId, days, privateMetadata }: AskForm): ModalView {
  const begun = visibleText(question)
    .trim()
    .slice(0, MAX_QUESTION)
    .replace(/[\uD800-\uDBFF]$/, '')
  const offered = channels.slice(0, MAX_CHANNELS).map((channel) => option(`#${channel.name}`, channel.channelId))
  return dialog({
    callbackId: DIALOGS.ask,
    title: 'Ask',
    submit: 'Ask',
    privateMetadata,
    blocks: [
      input(
        {
          type: 'plain_text_input',
          action_id: FIELDS.question,
          multiline: true,
          max_length: MAX_QUESTION,
          ...(begun && { initial_value: begun }),
          placeholder: plain('When do we ship the billing rewrite?', 150),
        },
        { label: 'Your question', hint: 'Only you see the answer, until you share it.', need: 'required' },
      ),
      ...(offered.length > 0
        ? [input(select(FIELDS.channel, 'Every channel you can read', offered, channelId), { label: 'Channel', need: 'optional' })]
        : []),
      input(select(FIELDS.days, 'Any time', TIMES, days === undefined ? undefined : String(days)), { label: 'Time', need: 'optional' }),
    ],
  })
}

function select(actionId: string, placeholder: string, options: Option[], value: string | undefined): StaticSelect {
  const chosen = options.find((candidate) => candidate.value === value)
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(placeholder, 150),
    options,
    ...(chosen && { initial_option: chosen }),
  }
}
