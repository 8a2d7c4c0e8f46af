import type { ViewOutput } from '@slack/bolt'
import type { ViewsOpenArguments } from '@slack/web-api'
import { expect, vi } from 'vitest'
import { startBolt } from './bolt-app.ts'

export type ModalView = Extract<ViewsOpenArguments['view'], { type: 'modal' }>

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const option = (value: string) => ({ text: plain(value.toUpperCase()), value })
export const inputBlock = (actionId: string, extra: object = {}) => ({
  type: 'input' as const,
  block_id: `b_${actionId}`,
  label: plain(actionId),
  element: { type: 'plain_text_input' as const, action_id: actionId },
  ...extra,
})
export const modal = (extra: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'ask',
  title: plain('Ask'),
  submit: plain('Send'),
  blocks: [inputBlock('question'), inputBlock('note', { optional: true })],
  ...extra,
})

type Bolt = Parameters<Parameters<typeof startBolt>[0]>[0]

/** An app that opens `view` for its global shortcut and keeps the trigger ids it was given. */
export async function startModals(view: ModalView = modal(), configure: (bolt: Bolt) => void = () => {}) {
  const triggers: string[] = []
  const world = await startBolt((bolt) => {
    bolt.shortcut('ask', async ({ ack, shortcut, client }) => {
      await ack()
      triggers.push(shortcut.trigger_id)
      await client.views.open({ trigger_id: shortcut.trigger_id, view })
    })
    configure(bolt)
  })
  const open = async (person = world.ada) => {
    await person.globalShortcut('ask')
    await vi.waitFor(() => expect(person.view()).not.toBeNull())
    return person.view()?.view as unknown as ViewOutput
  }
  return { ...world, triggers, open }
}
