import type { Work } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf, loginSessionsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)

/** Listens to the progress of a workspace: what has come until now, and whether it goes on. */
function listening(url: string, who: SignedIn) {
  const stop = new AbortController()
  const heard = { status: 0, type: '', events: [] as Work[], isOver: false }
  const run = async () => {
    const response = await fetch(`${url}/v1/progress`, { headers: who.headers, signal: stop.signal })
    heard.status = response.status
    heard.type = response.headers.get('content-type') ?? ''
    let text = ''
    for await (const piece of response.body ?? []) {
      text += Buffer.from(piece as Uint8Array).toString('utf8')
      const whole = text.split('\n\n').slice(0, -1)
      heard.events = whole.flatMap((event) => {
        const data = /^event: work\ndata: (.*)$/.exec(event)?.[1]
        return data ? [JSON.parse(data) as Work] : []
      })
    }
    heard.isOver = true
  }
  const done = run().catch(() => {
    heard.isOver = true
  })
  return { heard, stop: () => stop.abort(), done }
}

test('the work of a workspace is told: its runs, its queue, and when it is compared next', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const work = async () => (await ada.call<Work>('/v1/work')).body
  expect(await work()).toMatchObject({
    run: null,
    history: [{ trigger: 'first-read', state: 'finished', channels: 3 }],
    queue: { waiting: 0, running: 0, retrying: 0, failed: 0, unindexed: 0, inbox: 0, oldestSeconds: null },
    jobs: [],
    waits: [],
    setAside: [],
    nextComparisonAt: expect.stringMatching(/^20/),
    schedules: [{ kind: 'team.reconcile', cron: expect.stringMatching(/^\S+( \S+){4}$/), timeZone: expect.any(String) }],
  })
  const [ended] = await world.admin<{ count: number }[]>`
    select count(*)::int as count from pgboss.job where state = 'completed' and data ->> 'teamId' = ${ACME} and name not like '\\_\\_%'`
  expect((await work()).queue.doneLately).toBe(ended?.count)
  await world.admin`
    insert into inbox_events (event_id, team_id, app_id, type, body, retry_num, attempts, dead_at, error)
    select 'Ev' || n, ${ACME}, 'A0', 'message', '', 0, 3, now() - n * interval '1 minute', 'bad_shape: the canary is missing' from generate_series(1, 12) n`
  const { queue, setAside } = await work()
  expect([queue.setAside, setAside.length, setAside[0]?.error]).toEqual([12, 10, 'bad_shape'])
  expect(setAside.map(({ at }) => at)).toEqual(
    setAside
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )
  expect(await (await signedInAs(world, 'U0EVE')).call('/v1/work')).toMatchObject({ status: 403 })
  await world.admin`update rate_buckets set parked_until = now() + interval '1 minute' where method = 'conversations.history'`
  expect((await work()).waits).toMatchObject([{ method: 'conversations.history' }])
})

test('a comparison that is asked for is a run, which can be paused and goes on', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  expect(await ada.call('/v1/work/run', { method: 'PATCH', body: { state: 'paused' } })).toMatchObject({ status: 404 })
  const missed = world.as('U0BOB').post('C0GENERAL', 'Nobody told the app that the quokka arrives on Monday')
  await world.settled()
  await world.admin`delete from messages where ts = ${missed.ts}`
  const started = await ada.call<{ id: string }>('/v1/work/sync', { body: { channelIds: ['C0GENERAL'] } })
  expect(started.status).toBe(202)
  const [entry] = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(1))
  expect(entry).toMatchObject({ actor: 'U0ADA', actorKind: 'user', action: 'work.sync', target: started.body.id })
  await world.settled()
  const { history } = (await ada.call<Work>('/v1/work')).body
  expect(history[0]).toMatchObject({ id: started.body.id, trigger: 'sync-now', startedBy: 'U0ADA', state: 'finished', messagesStored: 1 })
  expect((await world.stored()).has(`C0GENERAL:${missed.ts}`)).toBe(true)
  expect(await ada.call('/v1/work/sync', { body: { channelIds: ['C0ELSE'] } })).toMatchObject({ status: 404 })
  await world.admin`update channels set bot_is_member = false`
  expect(await ada.call('/v1/work/sync', { body: {} })).toMatchObject({ status: 409 })
})

test('a failed job is tried again for the workspace that it belongs to', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const failed = async (team: string) => {
    const [row] = await world.admin<{ id: string }[]>`
      insert into pgboss.job (name, data, state, completed_on, singleton_key, policy, output)
      values ('questions.cluster', ${world.admin.json({ teamId: team })}, 'failed', now(), ${team}, 'stately', '{"message": "conflict: x"}') returning id`
    return row?.id ?? ''
  }
  const [own, foreign] = [await failed(ACME), await failed('T0OTHER')]
  expect((await ada.call<Work>('/v1/work')).body).toMatchObject({
    queue: { failed: 1 },
    jobs: [{ id: own, error: 'conflict', state: 'failed' }],
  })
  expect(await ada.call(`/v1/work/jobs/${foreign}/retry`, { method: 'POST' })).toMatchObject({ status: 404 })
  expect(await ada.call(`/v1/work/jobs/${own}/retry`, { method: 'POST' })).toMatchObject({ status: 202 })
  await expect.poll(async () => (await ada.call<Work>('/v1/work')).body.queue.failed, { timeout: 20_000 }).toBe(0)
})

test('the job of a worker that was killed is shown as it is tried again, and then done', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const work = async () => (await ada.call<Work>('/v1/work')).body
  // as a worker leaves it that dies in the middle: taken, and silent for longer than a heartbeat
  const [left] = await world.admin<{ id: string }[]>`
    insert into pgboss.job (name, data, state, started_on, heartbeat_on, heartbeat_seconds, retry_limit, retry_delay, singleton_key, policy)
    values ('questions.cluster', ${world.admin.json({ teamId: ACME })}, 'active', now() - interval '2 minutes', now() - interval '1 minute', 20, 5, 6,
      ${ACME}, 'stately') returning id`
  const before = await work()
  expect(before.jobs).toMatchObject([{ id: left?.id, state: 'running', attempt: 1, attempts: 6 }])
  await expect
    .poll(async () => (await work()).jobs, { timeout: 60_000, interval: 200 })
    .toMatchObject([{ id: left?.id, state: 'retrying' }])
  await expect.poll(async () => (await work()).jobs, { timeout: 60_000, interval: 200 }).toEqual([])
  expect((await work()).queue.doneLately).toBeGreaterThan(before.queue.doneLately)
})

test('progress is told as it changes, to so many pages and for as long as the session lasts', async () => {
  await using world = await aWorld()
  const ada = await signedInAs(world, 'U0ADA')
  const one = listening(world.url, ada)
  await expect.poll(() => one.heard.events.length, { timeout: 10_000 }).toBe(1)
  expect(one.heard).toMatchObject({ status: 200, type: 'text/event-stream' })
  await world.admin`update rate_buckets set parked_until = now() + interval '1 hour' where method = 'conversations.history'`
  await expect.poll(() => one.heard.events.at(-1)?.waits.length, { timeout: 10_000 }).toBe(1)
  const others = [1, 2, 3, 4].map(() => listening(world.url, ada))
  await expect.poll(() => others.every(({ heard }) => heard.events.length > 0), { timeout: 10_000 }).toBe(true)
  expect(await ada.call('/v1/progress')).toMatchObject({ status: 429 })
  for (const other of others) other.stop()
  await Promise.all(others.map(({ done }) => done))
  const again = listening(world.url, ada)
  await expect.poll(() => again.heard.events.length, { timeout: 10_000 }).toBe(1)

  const now = Date.now()
  await world.db.withTenant(TEAM, (tx) => loginSessionsOf(tx).revoke(ada.sessionHash, now))
  await expect.poll(() => one.heard.isOver && again.heard.isOver, { timeout: 10_000 }).toBe(true)
  // a server that stops ends what listens
  const last = listening(world.url, await signedInAs(world, 'U0ADA'))
  await expect.poll(() => last.heard.events.length, { timeout: 10_000 }).toBe(1)
  await world.server.stop()
  await last.done
  expect(last.heard.isOver).toBe(true)
})
