import { DIALOGS } from '../action-ids.ts'
import { SECTION_LENGTH, section } from '../block.ts'
import { fittedMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import type { ModalView } from '../view.ts'
import { dialog } from './dialog.ts'

/** The dialog that only says something, in plain text. */
export const noticeModal = ({ title, text }: { title: string; text: string }): ModalView =>
  dialog({ callbackId: DIALOGS.notice, title, blocks: [section(fittedMrkdwn(text, SECTION_LENGTH) || 'Done.')] })
