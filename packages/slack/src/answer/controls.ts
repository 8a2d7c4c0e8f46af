import { ANSWER_ACTIONS } from '../action-ids.ts'
import { actions, type SlackBlock } from '../block.ts'
import { type Button, button, plain } from '../element.ts'
import type { AnswerButton, AnswerControls } from './answer-input.ts'

/** The row of buttons that is asked for and the two thumbs; nothing when none is. @param hidden how many sources are not shown. */
export function controlBlocks(controls: AnswerControls | undefined, hidden: number): SlackBlock[] {
  if (!controls) return []
  const buttons = [...new Set(controls.buttons)].map((name) => answerButton(name, controls.id, hidden))
  return [...(buttons.length > 0 ? [actions(buttons)] : []), ...(controls.feedback ? [thumbs(controls.id)] : [])]
}

const answerButton = (name: AnswerButton, id: string, hidden: number): Button => button(ANSWER_ACTIONS[name], labelOf(name, hidden), id)

function labelOf(name: AnswerButton, hidden: number): string {
  if (name === 'sources') return hidden > 0 ? `${hidden} more` : 'Sources'
  return { share: 'Share', edit: 'Edit and ask again', retry: 'Retry', again: 'Ask again', onlyYou: 'Show me' }[name]
}

const thumbs = (id: string): SlackBlock => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: ANSWER_ACTIONS.feedback,
      positive_button: { text: plain('Good answer', 75), value: `good:${id}` },
      negative_button: { text: plain('Bad answer', 75), value: `bad:${id}` },
    },
  ],
})
