import { execFileSync } from 'node:child_process'
import type { ExportRow } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { sweepExports } from '../src/flows/exports/sweep-exports.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ownerIn } from './world/owner-in.ts'
import { type SignedIn, signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

type Page<Row> = { data: Row[]; nextCursor: string | null; hasMore: boolean }
const TEAM = teamId(ACME)
const post = { method: 'POST' }
const actions = async (world: LivedInWorld) =>
  (await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(100))).map(({ action }) => action)

/** Has an export made, fetches it and unpacks it: every file by its name. */
async function exported(world: LivedInWorld, page: SignedIn, body: object): Promise<{ row: ExportRow; files: Record<string, string> }> {
  const asked = await page.call<ExportRow>('/v1/exports', { ...post, body })
  expect(asked).toMatchObject({ status: 202, body: { state: 'waiting', href: null } })
  await world.quiet()
  const { body: list } = await page.call<Page<ExportRow>>('/v1/exports')
  const row = list.data.find(({ id }) => id === asked.body.id)
  if (!row?.href) throw new Error(`the export is ${row?.state}: ${row?.reason}`)
  const content = await bytes(world, page, row.href)
  return { row, files: unpacked(content) }
}

async function bytes(world: LivedInWorld, page: SignedIn, href: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const answer = await fetch(`${world.url}${href}`, { headers: { ...page.headers, ...headers } })
  expect(answer.ok).toBe(true)
  return Buffer.from(await answer.arrayBuffer())
}

function unpacked(archive: Buffer): Record<string, string> {
  const names = execFileSync('tar', ['-tzf', '-'], { input: archive, encoding: 'utf8' }).trim().split('\n')
  return Object.fromEntries(names.map((name) => [name, execFileSync('tar', ['-xzOf', '-', name], { input: archive, encoding: 'utf8' })]))
}

describe('exports', () => {
  test('hold what the owner may read, count the rest, are fetched in parts by whoever asked, and are gone after a day', async () => {
    await using world = await aWorld()
    world.as('U0BOB').post('C0GENERAL', '=HYPERLINK("http://evil.example")')
    await world.settled()
    await world.mention('U0BOB', 'C0GENERAL', 'when do we ship the billing rewrite?')
    await world.quiet()
    const eve = await ownerIn(world, 'U0EVE')
    const { row, files } = await exported(world, eve, {})
    const messages = (files['messages-00001.jsonl'] ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const stored = [...(await world.stored()).values()]
    expect(messages.map(({ messageId }) => String(messageId)).toSorted()).toEqual(
      stored
        .filter(({ channelId }) => ['C0GENERAL', 'C0HELP'].includes(channelId))
        .map(({ channelId, ts }) => `${channelId}:${ts}`)
        .toSorted(),
    )
    expect(Object.keys(messages[0])).toEqual(['messageId', 'channelId', 'userId', 'text', 'timestamp', 'threadTs', 'indexedAt'])
    expect(Object.values(files).join('')).not.toContain('Initech')
    expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({
      leftOut: { channels: 1, messages: 1 },
      rows: { messages: messages.length },
    })
    expect(JSON.parse((files['answers-00001.jsonl'] ?? '').split('\n')[0] ?? '')).toMatchObject({
      askerId: 'U0BOB',
      answer: expect.stringContaining('14 December'),
    })
    expect(files['audit-00001.jsonl']).toContain('export.create')
    expect(JSON.parse(files['settings.json'] ?? '')).toMatchObject({ settings: {} })
    expect(row).toMatchObject({ state: 'ready', requestedBy: { userId: 'U0EVE' }, rows: expect.any(Number) })

    const { files: sheets } = await exported(world, eve, { format: 'csv', parts: ['messages'] })
    expect(sheets['messages-00001.csv']).toContain(`"'=HYPERLINK(""http://evil.example"")"`)

    // in parts, and by nobody else
    const href = row.href ?? ''
    const whole = await bytes(world, eve, href)
    const part = await fetch(`${world.url}${href}`, { headers: { ...eve.headers, range: 'bytes=10-19' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.length}`])
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20))
    expect((await fetch(`${world.url}${href}`, { headers: { ...eve.headers, range: `bytes=${whole.length}-` } })).status).toBe(416)
    const ada = await signedInAs(world, 'U0ADA')
    expect((await ada.call(href)).status).toBe(404)
    expect((await fetch(`${world.url}${href}`)).status).toBe(401)
    expect(await actions(world)).toEqual(expect.arrayContaining(['export.create', 'export.download']))

    await using late = await looking(world.env, { nowMs: () => Date.now() + 25 * 3_600_000 })
    await sweepExports(late)
    expect((await eve.call(href)).status).toBe(404)
    expect(await world.admin`select 1 from export_chunks`).toHaveLength(0)
    const { body } = await eve.call<Page<ExportRow>>('/v1/exports?limit=1')
    expect(body).toMatchObject({ data: [{ state: 'expired', href: null }], hasMore: true })
    expect((await eve.call<Page<ExportRow>>(`/v1/exports?limit=1&cursor=${body.nextCursor}`)).body.data).toHaveLength(1)
    expect((await eve.call('/v1/exports?cursor=nonsense')).status).toBe(422)
  })

  test('members get what is theirs, and nothing of others', async () => {
    await using world = await aWorld()
    await world.tell('U0BOB', 'when do we ship the billing rewrite?')
    await world.tell('U0ADA', 'who is the canaryguest?')
    await world.quiet()
    const bob = await signedInAs(world, 'U0BOB')
    const [own] = (await bob.call<Page<{ id: string }>>('/v1/answers/mine')).body.data
    await bob.call(`/v1/answers/${own?.id}/saved`, { method: 'PUT', body: { note: '=the date' } })
    expect((await bob.call('/v1/exports', { ...post, body: {} })).status).toBe(403)
    expect((await bob.call('/v1/exports', { ...post, body: { person: 'U0ADA' } })).status).toBe(403)
    const { files } = await exported(world, bob, { person: 'U0BOB' })
    expect(Object.keys(files).sort()).toEqual(['answers-00001.jsonl', 'manifest.json', 'messages-00001.jsonl', 'saved-00001.jsonl'])
    expect(JSON.parse(files['saved-00001.jsonl'] ?? '')).toMatchObject({ answerId: own?.id, userId: 'U0BOB', note: '=the date' })
    expect(files['messages-00001.jsonl']).toContain('14 December')
    expect(files['answers-00001.jsonl']).toContain('when do we ship')
    expect(Object.values(files).join('')).not.toMatch(/canaryguest|Initech|canteen/)
    expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ person: 'U0BOB', leftOut: { channels: 0, messages: 0 } })
    const ada = await ownerIn(world, 'U0ADA')
    const { body } = await ada.call<Page<ExportRow>>('/v1/exports')
    expect(body.data).toMatchObject([{ person: { userId: 'U0BOB' }, href: null }])
    // an owner gets what is the owner's own as well, and nothing that others asked; whoever has no role gets nothing
    expect((await ada.call('/v1/exports', { ...post, body: { person: 'U0BOB' } })).status).toBe(403)
    const guest = await signedInAs(world, 'U0GUEST')
    expect((await guest.call('/v1/exports', { ...post, body: { person: 'U0GUEST' } })).status).toBe(403)

    // as a sheet, without formulas, and without what stands where Bob is no more
    world.as('U0BOB').post('C0GENERAL', '=1+2')
    world.as('U0BOB').post('C0DEAL', 'said in the deal')
    await world.settled()
    world.as('U0BOB').leave('C0DEAL')
    await world.quiet()
    const { files: sheets, row } = await exported(world, bob, { person: 'U0BOB', format: 'csv' })
    expect(sheets['messages-00001.csv']).toContain(`"'=1+2"`)
    expect(Object.values(sheets).join('')).not.toContain('said in the deal')
    expect(JSON.parse(sheets['manifest.json'] ?? '')).toMatchObject({ leftOut: { channels: 1, messages: 1 } })
    await using late = await looking(world.env, { nowMs: () => Date.now() + 25 * 3_600_000 })
    await sweepExports(late)
    expect((await bob.call(row.href ?? '')).status).toBe(404)
  })
})
