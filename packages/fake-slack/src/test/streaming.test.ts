import type { ChatStopStreamArguments } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { acme, app, globex, installAtAcme, startAcme } from './acme.ts'
import { startReceiver } from './receiver.ts'
import { clientFor, errorOf } from './web-client.ts'

const RECIPIENT = { recipient_user_id: 'U0ADA', recipient_team_id: 'T0ACME' }
const FIVE_MINUTES_MS = 5 * 60_000

async function startStreaming(options: Parameters<typeof startAcme>[0] = {}) {
  const slack = await startAcme(options)
  const installed = installAtAcme(slack)
  const client = clientFor(slack, installed.botToken)
  const ada = slack.as('T0ACME', 'U0ADA')
  const root = ada.post('C0DEV', 'a question').ts
  const place = { channel: 'C0DEV', thread_ts: root, ...RECIPIENT }
  const begin = async () => {
    const { ts = '' } = await client.chat.startStream({ ...place, markdown_text: 'Hello' })
    return { channel: 'C0DEV', ts }
  }
  return { slack, installed, client, ada, root, place, begin }
}

describe('a streamed message', () => {
  test('grows with every call, ends with its blocks, and tells of its end', async () => {
    const { slack, client, ada, root, place } = await startStreaming()
    const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
    slack.updateApp(app.id, { eventsUrl: receiver.url })
    await client.assistant.threads.setStatus({ channel_id: 'C0DEV', thread_ts: root, status: 'thinks' })
    const started = await client.chat.startStream({ ...place, markdown_text: '**Hello' })
    expect(started).toMatchObject({ channel: 'C0DEV' })
    const at = { channel: 'C0DEV', ts: started.ts ?? '' }
    expect(slack.world.status('C0DEV', root)).toBeNull()
    await client.chat.appendStream({ ...at, markdown_text: ' world**' })
    await client.chat.appendStream({ ...at, chunks: [{ type: 'markdown_text', text: ', & all' }] })
    expect(ada.thread('C0DEV', root).at(-1)).toMatchObject({ text: '**Hello world**, &amp; all', threadTs: root, appId: app.id })
    expect(slack.world.stream('C0DEV', at.ts)).toMatchObject({ state: 'in_progress', recipientId: 'U0ADA', length: 22 })
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'sources' } }]
    const stopped = await client.chat.stopStream({ ...at, markdown_text: '!', blocks })
    expect(stopped.message).toMatchObject({ streaming_state: 'completed', text: '**Hello world**, &amp; all!', thread_ts: root })
    expect(ada.thread('C0DEV', root).at(-1)?.blocks).toMatchObject([
      { type: 'markdown', text: '**Hello world**, & all!' },
      { type: 'section' },
    ])
    await slack.events.idle()
    expect(receiver.events()).toMatchObject([
      { type: 'message', ts: at.ts, streaming_state: 'in_progress' },
      { subtype: 'message_changed', message: { ts: at.ts, streaming_state: 'completed' } },
    ])
  })

  test('is written by the streamer of Slack’s library', async () => {
    const { client, ada, root, place } = await startStreaming()
    const streamer = client.chatStream({ ...place, buffer_size: 8 })
    await streamer.append({ markdown_text: 'one two three ' })
    await streamer.append({ markdown_text: 'four' })
    await streamer.stop()
    expect(ada.thread('C0DEV', root).at(-1)?.text).toBe('one two three four')
  })

  test('shows tasks in the state they reached, and the plan they belong to', async () => {
    const { client, ada, root, place, begin } = await startStreaming()
    const at = await begin()
    await client.chat.appendStream({
      ...at,
      chunks: [
        { type: 'plan_update', title: 'Answering' },
        { type: 'task_update', id: 't1', title: 'Search', status: 'in_progress', details: 'two ' },
      ],
    })
    await client.chat.appendStream({
      ...at,
      chunks: [{ type: 'task_update', id: 't1', title: 'Search', status: 'complete', details: 'channels' }],
    })
    expect(ada.thread('C0DEV', root).at(-1)?.blocks).toMatchObject([
      { type: 'plan', title: 'Answering' },
      { type: 'markdown', text: 'Hello' },
      { type: 'task_card', task_id: 't1', status: 'complete', details: 'two channels' },
    ])
    const wrong = [{ type: 'task_update' as const, id: 't2', title: 'x', status: 'done' as 'complete' }]
    expect(await errorOf(client.chat.appendStream({ ...at, chunks: wrong }))).toBe('invalid_chunks')
    expect(await errorOf(client.chat.startStream({ ...place, chunks: [{ type: 'song' } as never] }))).toBe('invalid_chunks')
  })
})

describe('a stream is refused', () => {
  test('outside of a thread, and in a channel without the person it is for', async () => {
    const { slack, client, installed, ada, root, place } = await startStreaming()
    const { thread_ts: _root, ...nowhere } = place
    expect(await errorOf(client.chat.startStream(nowhere as typeof place))).toBe('invalid_arguments')
    expect(await errorOf(client.chat.startStream({ ...place, thread_ts: '1000000000.000000' }))).toBe('invalid_thread_ts')
    const reply = ada.post('C0DEV', 'reply', { threadTs: root }).ts
    expect(await errorOf(client.chat.startStream({ ...place, thread_ts: reply }))).toBe('invalid_thread_ts')
    const bare = { channel: 'C0DEV', thread_ts: root }
    expect(await errorOf(client.chat.startStream(bare))).toBe('missing_recipient_user_id')
    expect(await errorOf(client.chat.startStream({ ...bare, recipient_user_id: 'U0ADA' }))).toBe('missing_recipient_team_id')
    expect(await errorOf(client.chat.startStream({ ...place, channel: 'C0GEN' }))).toBe('not_in_channel')
    const dm = ada.openDm(installed.botUserId).id
    const asked = ada.post(dm, 'hello').ts
    await client.chat.startStream({ channel: dm, thread_ts: asked })
    expect(slack.world.streams(dm)).toHaveLength(1)
  })

  test('after its end, after five minutes, and when it is too long or another’s', async () => {
    const { slack, client, ada, place, begin } = await startStreaming()
    const at = await begin()
    expect(await errorOf(client.chat.appendStream({ ...at, markdown_text: 'x'.repeat(12_001) }))).toBe('msg_too_long')
    expect(await errorOf(client.chat.appendStream({ ...at, markdown_text: 'x'.repeat(11_996) }))).toBe('msg_too_long')
    expect(await errorOf(client.chat.appendStream(at))).toBe('invalid_arguments')
    const foreign = ada.post('C0DEV', 'not yours').ts
    expect(await errorOf(client.chat.appendStream({ ...at, ts: foreign, markdown_text: 'x' }))).toBe('message_not_owned_by_app')
    expect(await errorOf(client.chat.appendStream({ ...at, ts: '1.1', markdown_text: 'x' }))).toBe('message_not_found')
    const posted = await client.chat.postMessage({ channel: 'C0DEV', text: 'posted' })
    const never: ChatStopStreamArguments = { channel: 'C0DEV', ts: posted.ts ?? '' }
    expect(await errorOf(client.chat.stopStream(never))).toBe('message_not_in_streaming_state')
    await client.chat.stopStream(at)
    expect(await errorOf(client.chat.stopStream(at))).toBe('message_not_in_streaming_state')
    const late = await begin()
    await slack.testClock.advance(FIVE_MINUTES_MS - 1)
    await client.chat.appendStream({ ...late, markdown_text: 'just in time' })
    await slack.testClock.advance(1)
    expect(await errorOf(client.chat.appendStream({ ...late, markdown_text: 'late' }))).toBe('message_not_in_streaming_state')
    expect(slack.world.stream('C0DEV', late.ts)?.state).toBe('errored')
    await client.chat.update({ ...late, text: 'finished otherwise' })
    const cut = await client.chat.startStream(place)
    slack.platform.expireStream('C0DEV', cut.ts ?? '')
    expect(await errorOf(client.chat.stopStream({ channel: 'C0DEV', ts: cut.ts ?? '' }))).toBe('message_not_in_streaming_state')
  })

  test('once the person has pressed Stop; the message can then be changed like any other', async () => {
    const { slack, client, ada, begin } = await startStreaming()
    const at = await begin()
    expect(await errorOf(client.chat.update({ ...at, text: 'too early' }))).toBe('streaming_state_conflict')
    expect(await errorOf(client.chat.delete(at))).toBe('cant_delete_message')
    ada.stopStream('C0DEV', at.ts)
    expect(await errorOf(client.chat.appendStream({ ...at, markdown_text: 'more' }))).toBe('stopped_by_user')
    expect(await errorOf(client.chat.stopStream(at))).toBe('stopped_by_user')
    expect(() => ada.stopStream('C0DEV', at.ts)).toThrow('message_not_in_streaming_state')
    expect(slack.world.stream('C0DEV', at.ts)).toMatchObject({ state: 'completed', stoppedBy: 'U0ADA' })
    await client.chat.update({ ...at, text: 'stopped' })
    await client.chat.delete(at)
    expect(slack.world.streams('C0DEV')).toEqual([])
  })

  test('by the limits of its tiers: twenty starts a minute, a hundred appends', async () => {
    const { client, begin, place } = await startStreaming({ limits: 'internal' })
    const at = await begin()
    for (let index = 1; index < 20; index += 1) await client.chat.startStream(place)
    expect(await errorOf(client.chat.startStream(place))).toContain('rate-limit')
    for (let index = 0; index < 100; index += 1) await client.chat.appendStream({ ...at, markdown_text: '.' })
    expect(await errorOf(client.chat.appendStream({ ...at, markdown_text: '.' }))).toContain('rate-limit')
  })

  test('a stream outlives a restart with a snapshot', async () => {
    const { slack, client, begin } = await startStreaming()
    const at = await begin()
    slack.restore(slack.snapshot())
    await client.chat.appendStream({ ...at, markdown_text: ' again' })
    expect(slack.world.message('C0DEV', at.ts)?.text).toBe('Hello again')
  })

  test('a snapshot from before there were streams and modals still opens', async () => {
    const { slack, client, begin, root } = await startStreaming()
    await begin()
    await client.assistant.threads.setStatus({ channel_id: 'C0DEV', thread_ts: root, status: 'thinks' })
    const saved = JSON.parse(slack.snapshot()) as Record<string, unknown> & { channels: Record<string, unknown>[] }
    for (const name of ['triggers', 'views', 'viewStacks', 'contexts']) delete saved[name]
    for (const channel of saved.channels) {
      delete channel.surfaces
      channel.statuses = [[root, 'thinks']]
    }
    slack.restore(JSON.stringify(saved))
    expect(slack.world.status('C0DEV', root)).toBeNull()
    expect(slack.world.streams('C0DEV')).toEqual([])
    expect((await client.conversations.replies({ channel: 'C0DEV', ts: root })).messages).toHaveLength(2)
  })

  test('in a shared channel it reaches a person of the other workspace', async () => {
    const both = { id: 'C0BOTH', name: 'both', members: ['U0ADA', 'U0HANK'], sharedWith: ['T0GLOB'], creator: 'U0ADA' }
    const { slack, client, ada, installed } = await startStreaming({
      workspaces: [{ ...acme, channels: [...acme.channels, both] }, globex],
    })
    ada.invite('C0BOTH', installed.botUserId)
    const asked = slack.as('T0GLOB', 'U0HANK').post('C0BOTH', 'from outside').ts
    const stream = { channel: 'C0BOTH', thread_ts: asked, recipient_user_id: 'U0HANK', recipient_team_id: 'T0GLOB' }
    const { ts = '' } = await client.chat.startStream(stream)
    slack.as('T0GLOB', 'U0HANK').stopStream('C0BOTH', ts)
    expect(await errorOf(client.chat.stopStream({ channel: 'C0BOTH', ts }))).toBe('stopped_by_user')
  })
})
