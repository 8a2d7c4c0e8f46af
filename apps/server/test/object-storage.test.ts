import { teamId } from '@backscroll/core'
import { indexStateOf } from '@backscroll/db'
import { aDatabase, type FakeS3, startFakeS3 } from '@backscroll/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { startServer } from './world/child-server.ts'
import { looking } from './world/looking.ts'
import { runVerb } from './world/run-verb.ts'
import { serverEnvironment } from './world/server-environment.ts'
import { shownInSlack } from './world/shown-in-slack.ts'
import { ACME } from './world/small-company.ts'

let s3: FakeS3
beforeEach(async () => {
  s3 = await startFakeS3()
})
afterEach(() => s3.close())

/** The settings of an index in the stand-in's bucket; the address for other tools leads nowhere. */
const inBucket = (store: FakeS3): Record<string, string> => ({
  LANCE_URI: `s3://${store.bucket}/lance`,
  LANCE_LAG_SECONDS: '0.2',
  AWS_ENDPOINT_URL_S3: store.url,
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_REGION: store.keys.region,
  AWS_ACCESS_KEY_ID: store.keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: store.keys.secretAccessKey,
})

const hold = (word: string): boolean => [...s3.objects.values()].some(({ body }) => body.includes(word))

/** Removed text is to leave the objects now. */
async function purge(world: LivedInWorld): Promise<void> {
  await world.admin`update index_state set purge_at = now() where purge_at is not null`
  await expect.poll(() => world.admin`select 1 from index_state where purge_at is not null`.then((rows) => rows.length), SOON).toBe(0)
}

const SOON = { timeout: 20_000 }

describe('the search index in a bucket', () => {
  test('two processes share it: messages are found, follow their edits, and leave its objects when they are deleted or excluded', async () => {
    await using world = await aWorld({ verb: 'api', env: inBucket(s3), installedIn: [] })
    await using _worker = await startServer('worker', world.env)
    await world.install(ACME, 'U0ADA')
    await world.settled()
    expect(await world.ask('U0ADA', 'when do we ship the billing rewrite?')).toMatchObject({ kind: 'answered' })
    const ada = world.as('U0ADA')
    const gone = ada.post('C0GENERAL', 'the canaryxylophone plays at noon')
    const edited = ada.post('C0GENERAL', 'the canarybassoon plays at noon')
    ada.post('C0HELP', 'the canarytrumpet plays at noon')
    await world.settled()
    expect(['canaryxylophone', 'canarybassoon', 'canarytrumpet'].map(hold)).toEqual([true, true, true])
    ada.remove('C0GENERAL', gone.ts)
    ada.edit('C0GENERAL', edited.ts, 'the oboe plays at noon')
    await world.settled()
    expect([...(await world.indexed())].sort()).toEqual([...shownInSlack(world.slack, ACME).keys()].sort())
    await purge(world)
    expect(['canaryxylophone', 'canarybassoon', 'canarytrumpet'].map(hold)).toEqual([false, false, true])
    expect(await world.ask('U0ADA', 'when does the oboe play?')).toMatchObject({ kind: 'answered', sources: [{ ts: edited.ts }] })

    expect(await runVerb(world.env, 'channels', 'exclude', '--team', ACME, 'help', '--json')).toMatchObject({ code: 0 })
    await world.settled()
    await purge(world)
    expect(hold('canarytrumpet')).toBe(false)
    expect([...(await world.indexed())].filter((key) => key.startsWith('C0HELP'))).toEqual([])
  })

  test('a table that was replaced leaves no object behind', async () => {
    await using world = await aWorld({ env: inBucket(s3) })
    const tables = () => new Set([...s3.objects.keys()].map((key) => /team_[A-Z0-9]+_e\d+/.exec(key)?.[0]))
    expect(tables()).toEqual(new Set([`team_${ACME}_e1`]))
    expect(await runVerb(world.env, 'reindex', '--team', ACME, '--json')).toMatchObject({ code: 0 })
    await world.settled()
    await expect.poll(tables, SOON).toEqual(new Set([`team_${ACME}_e2`]))
    expect(await world.ask('U0ADA', 'when do we ship the billing rewrite?')).toMatchObject({ kind: 'answered' })
  })

  test('while the store does not answer, questions are answered from the texts, and its tables are not given up', async () => {
    const log: string[] = []
    await using world = await aWorld({ env: inBucket(s3), logTo: (line) => log.push(line) })
    s3.refuse({ status: 403, code: 'AccessDenied' })
    const answer = await world.ask('U0ADA', 'when do we ship the billing rewrite?')
    expect(answer.kind).toBe('answered')
    expect(answer.text).toContain('Plain word search, slower while the search index cannot be used,')
    const { ts } = world.as('U0ADA').post('C0GENERAL', 'the oboe plays at noon')
    await expect.poll(() => log.some((line) => line.includes('"team paused"')), SOON).toBe(true)
    s3.refuse(null)
    await world.settled()
    expect(await world.db.withTenant(teamId(ACME), (tx) => indexStateOf(tx).get())).toMatchObject({
      serving: { version: 1 },
      building: null,
      retired: [],
    })
    expect(await world.ask('U0ADA', 'when does the oboe play?')).toMatchObject({ kind: 'answered', sources: [{ ts }] })
  })

  test('a server does not start over a store that ignores If-None-Match, and says why', async () => {
    await using database = await aDatabase()
    const unsafe = await startFakeS3({ honoursIfNoneMatch: false })
    const env = { ...serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: 'http://127.0.0.1:1' }), ...inBucket(unsafe) }
    await expect(startServer('worker', env)).rejects.toThrow(/worker ended with 1 .*ignores If-None-Match.*LANCE_SINGLE_WRITER=true/s)
    await (await looking({ ...env, LANCE_SINGLE_WRITER: 'true' })).close()
    await unsafe.close()
  })
})
