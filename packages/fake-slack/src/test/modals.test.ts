import type { ViewClosedAction } from '@slack/bolt'
import { describe, expect, test, vi } from 'vitest'
import { inputBlock, modal, option, plain, startModals } from './modal-app.ts'

describe('a modal through Bolt', () => {
  test('is opened, filled in, sent with its values, and closed', async () => {
    const sent: unknown[] = []
    const kinds = modal({
      private_metadata: 'secret',
      blocks: [
        inputBlock('question'),
        {
          type: 'input',
          block_id: 'b_tone',
          label: plain('Tone'),
          element: { type: 'static_select', action_id: 'tone', options: ['dry', 'warm'].map(option), initial_option: option('dry') },
        },
        {
          type: 'input',
          block_id: 'b_where',
          label: plain('Where'),
          optional: true,
          element: { type: 'multi_channels_select', action_id: 'where' },
        },
        {
          type: 'section',
          block_id: 'b_more',
          text: plain('More'),
          accessory: { type: 'checkboxes', action_id: 'more', options: ['a', 'b'].map(option) },
        },
      ],
    })
    const { ada, open } = await startModals(kinds, (bolt) => {
      bolt.view('ask', async ({ ack, view, body }) => {
        sent.push(view.state.values, view.private_metadata, body.user.id, body.team?.id)
        await ack()
      })
    })
    const view = await open()
    expect(view).toMatchObject({ type: 'modal', callback_id: 'ask', root_view_id: view.id, previous_view_id: null })
    expect(await ada.submit({ question: 'why?', where: ['C0DEV', 'C0GEN'], more: ['b'] })).toEqual({ ok: true })
    expect(ada.view()).toBeNull()
    expect(sent).toEqual([
      {
        b_question: { question: { type: 'plain_text_input', value: 'why?' } },
        b_tone: { tone: { type: 'static_select', selected_option: option('dry') } },
        b_where: { where: { type: 'multi_channels_select', selected_channels: ['C0DEV', 'C0GEN'] } },
        b_more: { more: { type: 'checkboxes', selected_options: [option('b')] } },
      },
      'secret',
      'U0ADA',
      'T0ACME',
    ])
  })

  test('stays open with errors below its inputs until the app takes it; what was typed is kept', async () => {
    const { ada, bob, open } = await startModals(modal(), (bolt) => {
      bolt.view('ask', async ({ ack, view }) => {
        const asked = view.state.values.b_question?.question?.value ?? ''
        if (asked.endsWith('?')) await ack()
        else await ack({ response_action: 'errors', errors: { b_question: 'That is no question.' } })
      })
    })
    await open()
    expect(await ada.submit()).toEqual({
      ok: false,
      error: 'required_field_empty',
      errors: { b_question: 'Please complete this required field.' },
    })
    expect(await ada.submit({ b_question: 'tell me', note: 'n' })).toMatchObject({
      ok: false,
      errors: { b_question: 'That is no question.' },
    })
    expect(ada.view()).toMatchObject({ errors: { b_question: 'That is no question.' }, trouble: null })
    expect(ada.view()?.view.state).toMatchObject({ values: { b_note: { note: { value: 'n' } } } })
    expect(bob.view()).toBeNull()
    expect(await ada.submit({ question: 'what?' })).toEqual({ ok: true })
  })

  test('is updated, laid over by another, and cleared as the app answers', async () => {
    const answers: object[] = [
      { response_action: 'update', view: modal({ title: plain('Second') }) },
      { response_action: 'push', view: modal({ title: plain('Third') }) },
      { response_action: 'clear' },
    ]
    const { ada, open } = await startModals(modal(), (bolt) => {
      bolt.view('ask', async ({ ack }) => ack(answers.shift() as never))
    })
    const first = await open()
    await ada.submit({ question: 'kept' })
    expect(ada.view()?.view).toMatchObject({
      id: first.id,
      title: { text: 'Second' },
      state: { values: { b_question: { question: { value: 'kept' } } } },
    })
    expect(ada.view()?.view.hash).not.toBe(first.hash)
    await ada.submit()
    expect(ada.view()?.view).toMatchObject({ title: { text: 'Third' }, root_view_id: first.id, previous_view_id: first.id })
    expect(await ada.submit({ question: 'q' })).toEqual({ ok: true })
    expect(ada.view()).toBeNull()
  })

  test('tells of being closed only when it asked for that, and of the whole stack when that is closed', async () => {
    const closed: unknown[] = []
    const { ada, open } = await startModals(modal({ notify_on_close: true }), (bolt) => {
      bolt.view({ callback_id: 'ask', type: 'view_closed' }, async ({ ack, view, body }) => {
        closed.push([view.title.text, (body as ViewClosedAction).is_cleared])
        await ack()
      })
      bolt.view('ask', async ({ ack }) => ack({ response_action: 'push', view: modal({ title: plain('Over'), notify_on_close: true }) }))
    })
    await open()
    await ada.closeView()
    expect(closed).toEqual([['Ask', false]])
    expect(ada.view()).toBeNull()
    await open()
    await ada.submit({ question: 'q' })
    await ada.closeView('all')
    expect(closed.slice(1)).toEqual([
      ['Over', true],
      ['Ask', true],
    ])
    await expect(ada.closeView()).rejects.toThrow('view_not_open')
    await expect(ada.submit()).rejects.toThrow('view_not_open')
  })

  test('shows trouble when the app is silent for three seconds or answers nonsense, and can be sent again', async () => {
    let calls = 0
    const { slack, ada, open } = await startModals(modal(), (bolt) => {
      bolt.view('ask', async ({ ack }) => {
        calls += 1
        if (calls === 1) return
        await ack((calls === 2 ? { response_action: 'errors', errors: { nowhere: 'x' } } : {}) as never)
      })
    })
    await open()
    const silent = ada.submit({ question: 'q' })
    await vi.waitFor(() => expect(calls).toBe(1))
    await slack.testClock.advance(3000)
    expect(await silent).toMatchObject({ ok: false, error: 'operation_timeout' })
    expect(ada.view()?.trouble).toContain('trouble connecting')
    expect(await ada.submit()).toMatchObject({ ok: false, error: 'invalid_response_action' })
    expect(await ada.submit()).toEqual({ ok: true })
  })

  test('buttons and menus in it tell the app at once, inputs only when they are to', async () => {
    const heard: unknown[] = []
    const view = modal({
      blocks: [
        { type: 'actions', block_id: 'b_go', elements: [{ type: 'button', action_id: 'go', text: plain('Go'), value: 'v' }] },
        inputBlock('question'),
        inputBlock('loud', { dispatch_action: true }),
      ],
    })
    const { ada, open } = await startModals(view, (bolt) => {
      bolt.action(/.*/, async ({ ack, action, body, client }) => {
        await ack()
        heard.push([action, body])
        if ((action as { action_id: string }).action_id !== 'go' || body.type !== 'block_actions') return
        await client.views.push({ trigger_id: body.trigger_id, view: modal({ title: plain('Pushed') }) })
      })
    })
    const { id } = await open()
    expect(await ada.pressInView('question', 'typed')).toEqual({ ok: true })
    expect(heard).toEqual([])
    await ada.pressInView('loud', 'aloud')
    await ada.pressInView('go')
    await vi.waitFor(() => expect(ada.view()?.view.title).toMatchObject({ text: 'Pushed' }))
    expect(heard).toMatchObject([
      [{ type: 'plain_text_input', value: 'aloud' }, { container: { type: 'view', view_id: id } }],
      [
        { type: 'button', value: 'v', block_id: 'b_go' },
        { view: { id, state: { values: { b_question: { question: { value: 'typed' } }, b_loud: { loud: { value: 'aloud' } } } } } },
      ],
    ])
    expect(heard[1]).not.toHaveProperty('1.response_url')
    await expect(ada.pressInView('gone')).rejects.toThrow('action_not_found')
  })
})
