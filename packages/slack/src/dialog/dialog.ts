import { InvalidInputError } from '@backscroll/core'
import { type SlackBlock, VIEW_BLOCKS } from '../block.ts'
import { plain } from '../element.ts'
import type { ModalView } from '../view.ts'

const MAX_TITLE = 24
const MAX_METADATA = 3_000

interface Dialog {
  callbackId: string
  title: string
  /** The button that sends it off; without one there is only a button that closes. */
  submit?: string
  /** Comes back with a submission; the person can read it. */
  privateMetadata?: string
  blocks: readonly SlackBlock[]
}

/** A dialog within Slack's limits. @throws InvalidInputError when it carries more than Slack does. */
export function dialog({ callbackId, title, submit, privateMetadata = '', blocks }: Dialog): ModalView {
  if (privateMetadata.length > MAX_METADATA) throw new InvalidInputError('A dialog cannot carry that much.')
  return {
    type: 'modal',
    callback_id: callbackId,
    ...(privateMetadata && { private_metadata: privateMetadata }),
    title: plain(title, MAX_TITLE),
    ...(submit && { submit: plain(submit, MAX_TITLE) }),
    close: plain(submit ? 'Cancel' : 'Close', MAX_TITLE),
    blocks: blocks.slice(0, VIEW_BLOCKS),
  }
}
