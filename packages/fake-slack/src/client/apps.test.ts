import { describe, expect, test, vi } from 'vitest'
import { startBolt } from '../test/bolt-app.ts'
import { inputBlock, modal, plain } from '../test/modal-app.ts'

type Bolt = Parameters<Parameters<typeof startBolt>[0]>[0]

/** The app of the tests, and the client of one person at Acme over HTTP alone. */
async function startClient(configure: (bolt: Bolt) => void = () => {}) {
  const world = await startBolt(configure)
  const { slack, ada, installed } = world
  const open = async (path: string, as = 'U0ADA', headers: Record<string, string> = {}) => {
    const separator = path.includes('?') ? '&' : '?'
    return (await fetch(`${slack.url}${path}${separator}as=${as}`, { headers })).text()
  }
  const act = async (verb: string, fields: object) => {
    const body = JSON.stringify({ as: 'U0ADA', channel: 'C0DEV', ...fields })
    const answer = await fetch(`${slack.url}/acme/_do/${verb}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return (await answer.json()) as { ok: boolean; message: string; ts?: string }
  }
  const dm = ada.openMessagesTab(installed.botUserId).id
  return { ...world, open, act, dm, channel: '/acme/archives/C0DEV', app: `/acme/archives/${dm}` }
}

describe('shortcuts and modals in the client', () => {
  test('the menu of a message and the composer offer the shortcuts of installed apps, and a modal opens for its person alone', async () => {
    const { ada, open, act, channel } = await startClient((bolt) => {
      bolt.shortcut('ask', async ({ ack, shortcut, client }) => {
        await client.views.open({ trigger_id: shortcut.trigger_id, view: modal() })
        await ack()
      })
      bolt.view('ask', async ({ ack }) => ack({ response_action: 'errors', errors: { b_question: 'No <b>question</b>.' } }))
    })
    const { ts } = ada.post('C0DEV', 'a message')
    const page = await open(channel)
    expect(page).toContain(`data-do="shortcut" data-name="summarize_thread" data-testid="shortcut-${ts}-summarize_thread"`)
    expect(page).toContain('data-do="globalShortcut" data-name="ask" data-testid="shortcut-ask"')
    expect(page).not.toContain('<dialog')
    expect(await act('globalShortcut', { name: 'ask' })).toMatchObject({ ok: true })
    expect(await open(channel, 'U0BOB')).not.toContain('<dialog')
    const shown = await open(channel)
    expect(shown).toContain('<h1 id="modal-title">Ask</h1>')
    expect(shown).toContain('data-input="question" data-block="b_question" data-testid="input-question"')
    expect(await act('submit', { form: { 'b_question/question': 'typed "text"' } })).toEqual({ ok: false, message: '' })
    const refused = await open(channel)
    expect(refused).toContain('data-testid="error-b_question">No &lt;b&gt;question&lt;/b&gt;.</p>')
    expect(refused).toContain('value="typed &quot;text&quot;"')
    expect(await act('closeView', { value: 'top' })).toMatchObject({ ok: true })
    expect(await open(channel)).not.toContain('<dialog')
    expect(await act('submit', { form: {} })).toMatchObject({ ok: false, message: 'This form is not open any more.' })
  })

  test('an app that does not take a shortcut or a form is named as the reason', async () => {
    const { slack, ada, open, act, channel, client } = await startClient((bolt) => {
      bolt.shortcut('ask', async ({ ack, shortcut, client: web }) => {
        await web.views.open({ trigger_id: shortcut.trigger_id, view: modal({ blocks: [inputBlock('note', { optional: true })] }) })
        await ack()
      })
    })
    await act('globalShortcut', { name: 'ask' })
    slack.updateApp('A0APP', { interactionsUrl: 'http://127.0.0.1:9/' })
    expect(await act('submit', { form: {} })).toMatchObject({ ok: false, message: expect.stringContaining('could not be reached') })
    expect(await open(channel)).toContain('data-testid="modal-trouble">We had some trouble connecting. Try again?</p>')
    const { ts } = ada.post('C0DEV', 'a message')
    expect(await act('shortcut', { ts, name: 'summarize_thread' })).toMatchObject({ ok: false })
    expect(await act('shortcut', { ts, name: 'gone' })).toEqual({ ok: false, message: 'This shortcut is not here any more.' })
    await client.chat.postMessage({ channel: 'C0DEV', text: 'x' })
  })
})

describe('the two tabs of an app in the client', () => {
  test('Home shows what is published to this person, tells the app, and its menus can be used', async () => {
    const heard: string[] = []
    const { slack, open, act, app, client, installed } = await startClient((bolt) => {
      bolt.event('app_home_opened', async ({ event }) => void heard.push(String(event.tab)))
      bolt.action('keep', async ({ ack, action }) => {
        await ack()
        heard.push((action as { selected_option: { value: string } }).selected_option.value)
      })
    })
    expect(await open(`${app}?tab=home`)).toContain('shows nothing here yet')
    const options = ['30', '90'].map((value) => ({ text: plain(`${value} days`), value }))
    const accessory = { type: 'static_select' as const, action_id: 'keep', options }
    const blocks = [{ type: 'section' as const, block_id: 'b', text: plain('Keep <messages>'), accessory }]
    await client.views.publish({ user_id: 'U0ADA', view: { type: 'home', blocks } })
    const home = await open(`${app}?tab=home`)
    expect(home).toContain('Keep &lt;messages&gt;')
    expect(home).toContain('data-testid="tab-home" aria-current="page"')
    expect(await act('pressInHome', { target: installed.botUserId, actionId: 'keep', given: '90' })).toMatchObject({ ok: true })
    expect(await open(`${app}?tab=home`, 'U0ADA', { 'x-refresh': '1' })).toContain('<option value="90" selected>')
    await slack.events.idle()
    await vi.waitFor(() => expect([...heard].sort()).toEqual(['90', 'home', 'home', 'messages'] as string[]))
  })

  test('Messages offers prompts, and what is asked gets a thread with status, growing text, Stop and feedback', async () => {
    const { ada, open, act, app, dm, client } = await startClient((bolt) => {
      bolt.action('rate', async ({ ack }) => ack())
    })
    expect(await open(app)).toContain('data-prompt="What did we decide this week?" data-thread="" data-testid="prompt-0"')
    const asked = await act('post', { channel: dm, text: 'When?' })
    const ts = asked.ts ?? ''
    const thread = `${app}?thread_ts=${ts}`
    await client.assistant.threads.setTitle({ channel_id: dm, thread_ts: ts, title: 'The date' })
    await client.assistant.threads.setStatus({ channel_id: dm, thread_ts: ts, status: 'is searching', loading_messages: ['one', 'two'] })
    const waiting = await open(thread)
    expect(waiting).toContain('<h1>The date')
    expect(waiting).toContain('data-testid="status"')
    expect(waiting).toContain('data-loading="[&quot;one&quot;,&quot;two&quot;]">one</span>')
    const started = await client.chat.startStream({ channel: dm, thread_ts: ts, markdown_text: '**Fri' })
    const at = { channel: dm, ts: started.ts ?? '' }
    await client.chat.appendStream({ ...at, markdown_text: 'day**' })
    const growing = await open(thread)
    expect(growing).toContain('<strong>Friday</strong>')
    expect(growing).toContain(`data-do="stopStream" data-testid="stream-stop-${at.ts}"`)
    expect(growing).not.toContain('is searching')
    const choice = (value: string) => ({ text: plain(value), value })
    const element = {
      type: 'feedback_buttons' as const,
      action_id: 'rate',
      positive_button: choice('good'),
      negative_button: choice('bad'),
    }
    await client.chat.stopStream({ ...at, blocks: [{ type: 'context_actions', elements: [element] }] })
    expect(await open(thread)).not.toContain('stream-stop')
    expect(await act('press', { channel: dm, ts: at.ts, actionId: 'rate', value: 'bad' })).toMatchObject({ ok: true })
    expect(await open(thread)).toContain('data-testid="press-rate-negative" data-press="rate" data-value="bad" aria-pressed="true"')
    const second = await client.chat.startStream({ channel: dm, thread_ts: ts, markdown_text: 'more' })
    expect(await act('stopStream', { channel: dm, ts: second.ts ?? '' })).toMatchObject({ ok: true })
    expect(await open(thread)).toContain(`data-testid="stream-stopped-${second.ts}"`)
    expect(await act('stopStream', { channel: dm, ts: second.ts ?? '' })).toMatchObject({ ok: false })
    expect(ada.thread(dm, ts)).toHaveLength(3)
  })

  test('an agent hears which channel is read beside it; a page that only brings itself up to date says nothing', async () => {
    const seen: unknown[] = []
    const { slack, open, channel } = await startClient((bolt) => {
      bolt.event('app_context_changed', async ({ event }) => void seen.push(event.context.entities?.[0]?.value))
    })
    await open(channel, 'U0ADA', { 'x-refresh': '1' })
    await slack.events.idle()
    expect(seen).toEqual([])
    await open(channel)
    await open(channel)
    await slack.events.idle()
    await vi.waitFor(() => expect(seen).toEqual(['C0DEV']))
    await open(channel, 'U0BOB')
    await slack.events.idle()
    expect(slack.events.deliveries().filter(({ type }) => type === 'app_context_changed')).toHaveLength(1)
  })
})

test('a private message of an app is replaced and deleted through its response_url', async () => {
  const { ada, open, act, channel } = await startClient((bolt) => {
    const button = (actionId: string) => ({ type: 'button' as const, action_id: actionId, text: plain(actionId) })
    bolt.command('/ask', async ({ ack }) => ack({ text: 'x', blocks: [{ type: 'actions', elements: [button('more'), button('close')] }] }))
    bolt.action('more', async ({ ack, respond }) => {
      await ack()
      await respond({ replace_original: true, text: 'more of it', blocks: [{ type: 'actions', elements: [button('close')] }] })
    })
    bolt.action('close', async ({ ack, respond }) => {
      await ack()
      await respond({ delete_original: true })
    })
  })
  await act('slash', { text: '/ask x' })
  const ts = ada.ephemerals('C0DEV')[0]?.ts ?? ''
  await act('press', { ts, actionId: 'more', value: '' })
  await vi.waitFor(async () => expect(await open(channel)).not.toContain('data-press="more"'))
  await act('press', { ts, actionId: 'close', value: '' })
  await vi.waitFor(async () => expect(await open(channel)).not.toContain('data-testid="ephemeral"'))
})
