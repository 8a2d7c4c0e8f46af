import { z } from 'zod'
import { type BlockActions, blockActions } from './block-actions.ts'
import { parseAs } from './parse.ts'
import { type GlobalShortcut, globalShortcut, type MessageAction, messageAction } from './shortcut.ts'
import { type IgnoredEvent, ignored } from './slack-event.ts'
import { type ViewSubmission, viewSubmission } from './view-submission.ts'

/** What an interaction means; a closed dialog and types without a reader are ignored and counted by name. */
export type Interaction = BlockActions | ViewSubmission | MessageAction | GlobalShortcut | IgnoredEvent

/** Reads the JSON of an interaction. @throws InvalidInputError */
export function interactionOf(payload: unknown): Interaction {
  const { type } = parseAs(z.looseObject({ type: z.string() }), payload, 'The interaction')
  switch (type) {
    case 'block_actions':
      return blockActions(payload)
    case 'view_submission':
      return viewSubmission(payload)
    case 'message_action':
      return messageAction(payload)
    case 'shortcut':
      return globalShortcut(payload)
    default:
      return ignored(`interaction:${/^[a-z_]{1,40}$/.test(type) ? type : 'unprintable'}`)
  }
}
