import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { aDatabase } from '@backscroll/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { runVerb, type VerbResult } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'
import { writeZip } from './world/zip.ts'

/** With `--json` a program can read the last line, and there is no second object. */
const expectOneObject = (result: VerbResult) => {
  expect(result.json).toBeDefined()
  expect(result.stdout.trimEnd().split('\n')).toHaveLength(1)
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backscroll-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const anExport = {
  'users.json': JSON.stringify([{ id: 'U0OLD', name: 'olga', team_id: ACME, profile: { real_name: 'Olga Old' } }]),
  'channels.json': JSON.stringify([{ id: 'C0OLD', name: 'old-times', created: 1_600_000_000, members: ['U0OLD', 'U0ADA'] }]),
  'dms.json': JSON.stringify([{ id: 'D0OLD', created: 1_600_000_000, members: ['U0OLD', 'U0ADA'] }]),
  'old-times/2021-03-01.json': JSON.stringify([
    { type: 'message', user: 'U0OLD', text: 'The archive moves to the lighthouse in March.', ts: '1614600000.000100' },
    { type: 'message', subtype: 'channel_join', user: 'U0OLD', text: '<@U0OLD> has joined', ts: '1614600001.000100' },
  ]),
  'D0OLD/2021-03-01.json': JSON.stringify([{ type: 'message', user: 'U0OLD', text: 'private canarydm', ts: '1614600002.000100' }]),
}

describe('the program', () => {
  test('an unknown verb, an unknown option and a missing one are wrong calls: 2, and the reason on standard error', async () => {
    const wrong = [['dance'], ['inbox', '--dance'], ['channels', 'list'], ['import', '--zip', 'x.zip']]
    for (const { args, code, stdout, stderr } of await Promise.all(
      wrong.map(async (args) => ({ args, ...(await runVerb({}, ...args)) })),
    )) {
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' })
      expect(stderr.length).toBeGreaterThan(10)
    }
  })

  test('help and version are asked for, not failed: 0', async () => {
    for (const args of [['--version'], ['channels', '--help']]) expect(await runVerb({}, ...args)).toMatchObject({ code: 0 })
  })

  test('a server without its settings ends with 1 and names all of them', async () => {
    for (const verb of ['all', 'worker']) {
      const result = await runVerb({ PORT: 'no port' }, verb)
      expect(result).toMatchObject({ code: 1, stdout: '' })
      for (const name of ['PUBLIC_URL', 'SLACK_APP_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET', 'TOKEN_KEYS', 'PORT'])
        expect(result.stderr).toContain(name)
      expect(result.stderr).not.toMatch(/^\s+at /m)
    }
  })

  test('a verb that needs a database which is not there ends with 1 and plain words', async () => {
    const env = { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/nothing', DATA_DIR: folder }
    const result = await runVerb(env, 'inbox', '--json')
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('database')
    expect(result.stderr).not.toContain('hunter2')
  })

  test('manifest prints the Slack app for an address, and refuses to guess one', async () => {
    const result = await runVerb({}, 'manifest', '--url', 'https://backscroll.example/', '--json')
    expect(result.code).toBe(0)
    expectOneObject(result)
    expect(result.stdout).toContain('https://backscroll.example/slack/events')
    expect((await runVerb({ PUBLIC_URL: 'https://other.example' }, 'manifest')).stdout).toContain('https://other.example/slack/events')
    expect(await runVerb({}, 'manifest', '--json')).toMatchObject({ code: 1, stdout: '' })
    expect(await runVerb({}, 'manifest', '--url', 'ftp://backscroll.example', '--json')).toMatchObject({ code: 1, stdout: '' })
  })

  test('migrate brings an empty database up to date, and again', async () => {
    await using database = await aDatabase({ empty: true })
    for (let i = 0; i < 2; i += 1) {
      const result = await runVerb({ DATABASE_URL: database.url, DATA_DIR: folder }, 'migrate', '--json')
      expect(result).toMatchObject({ code: 0, json: { ok: true } })
      expectOneObject(result)
    }
  })
})

describe('the verbs over a workspace', () => {
  test('channels list, allow and exclude say what they did and refuse what does not exist', async () => {
    await using world = await aWorld()
    const { env } = world
    const list = await runVerb(env, 'channels', 'list', '--team', ACME, '--json')
    expectOneObject(list)
    expect(list.json?.channels).toMatchObject([
      { name: 'deal', policy: 'allowed', status: 'ready', messages: 1 },
      { name: 'general' },
      { name: 'help' },
    ])
    expect((await runVerb(env, 'channels', 'list', '--team', ACME)).stdout).toContain('#general')
    const excluded = await runVerb(env, 'channels', 'exclude', '--team', ACME, 'help', '--json')
    expect(excluded).toMatchObject({ code: 0, json: { ok: true, policy: 'excluded', channels: ['C0HELP'] } })
    expectOneObject(excluded)
    expect(await runVerb(env, 'channels', 'allow', '--team', ACME, '--all', '--json')).toMatchObject({
      code: 0,
      json: { channels: expect.arrayContaining(['C0HELP', 'C0GENERAL', 'C0DEAL']) },
    })
    expect(await runVerb(env, 'channels', 'allow', '--team', ACME, 'no-such-channel', '--json')).toMatchObject({ code: 1, stdout: '' })
    expect(await runVerb(env, 'channels', 'allow', '--team', ACME, '--json')).toMatchObject({ code: 1, stdout: '' })
    expect(await runVerb(env, 'channels', 'list', '--team', 'not a team', '--json')).toMatchObject({ code: 1, stdout: '' })
    const other = await runVerb(env, 'channels', 'list', '--team', 'T0NOBODY', '--json')
    expect(other).toMatchObject({ code: 0, json: { channels: [] } })
    await world.settled()
  })

  test('import reads an export, dry and for good and twice, and never a direct message', async () => {
    await using world = await aWorld()
    const zip = await writeZip(folder, 'export.zip', anExport)
    const run = (...flags: string[]) => runVerb(world.env, 'import', '--zip', zip, '--team', ACME, '--json', ...flags)
    const dry = await run('--allow', '--dry-run')
    expect(dry).toMatchObject({ code: 0, json: { ok: true, dryRun: true, messages: 2, stored: 1, notices: 1, skippedDirectFiles: 1 } })
    expectOneObject(dry)
    expect([...(await world.stored()).keys()].some((key) => key.startsWith('C0OLD'))).toBe(false)
    expect(await run()).toMatchObject({ code: 0, json: { stored: 0, notAllowed: 1 } })
    expect(await run('--allow')).toMatchObject({ code: 0, json: { stored: 1, dryRun: false } })
    expect(await run('--allow')).toMatchObject({ code: 0, json: { stored: 0 } })
    await world.quiet()
    expect((await world.stored()).get('C0OLD:1614600000.000100')?.text).toContain('lighthouse')
    expect(await world.ask('U0ADA', 'where does the archive move?')).toMatchObject({ kind: 'answered', sources: [{ channelId: 'C0OLD' }] })
    expect(await world.ask('U0ADA', 'canarydm')).toMatchObject({ kind: 'nothing-found' })
  })

  test('a file that is no zip, that escapes its folder or holds no export is refused, and nothing is written', async () => {
    await using world = await aWorld()
    const before = (await world.stored()).size
    const noZip = path.join(folder, 'letter.zip')
    await writeFile(noZip, 'Dear Slack, here is no archive.')
    const bad = {
      'no zip': noZip,
      'not there': path.join(folder, 'is-not-there.zip'),
      escaping: await writeZip(folder, 'escape.zip', { ...anExport, '../../escape.json': '[]' }),
      'no export': await writeZip(folder, 'other.zip', { 'readme.txt': 'hello' }),
      'broken list': await writeZip(folder, 'broken.zip', { ...anExport, 'channels.json': '{"not": "a list"}' }),
    }
    const runs = Object.entries(bad).map(async ([name, zip]) => ({
      name,
      ...(await runVerb(world.env, 'import', '--zip', zip, '--team', ACME, '--allow', '--json')),
    }))
    for (const { name, code, stdout, stderr } of await Promise.all(runs)) {
      expect({ name, code, stdout }).toEqual({ name, code: 1, stdout: '' })
      expect({ name, isFault: stderr.includes('This is a fault') }).toEqual({ name, isFault: false })
    }
    const wrongTeam = await runVerb(
      world.env,
      'import',
      '--zip',
      await writeZip(folder, 'good.zip', anExport),
      '--team',
      'T0NOBODY',
      '--json',
    )
    expect(wrongTeam).toMatchObject({ code: 1, stdout: '' })
    expect(wrongTeam.stderr).toContain('T0NOBODY is not known')
    expect((await world.stored()).size).toBe(before)
  })

  test('inbox counts what waits and what was set aside', async () => {
    await using world = await aWorld()
    const result = await runVerb(world.env, 'inbox', '--json')
    expect(result).toMatchObject({ code: 0, json: { pending: 0, dead: 0, events: [] } })
    expectOneObject(result)
    expect((await runVerb(world.env, 'inbox')).stdout).toContain('0 waiting, 0 set aside')
  })
})
