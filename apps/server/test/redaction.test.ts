import type { Settings, settingsShape } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { answersOf, indexStateOf } from '@backscroll/db'
import { type FakeCohere, startFakeCohere } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { verifyTeam } from '../src/flows/index/verify-team.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { indexHolds } from './world/index-files.ts'
import { looking } from './world/looking.ts'
import { readAnswer } from './world/read-answer.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const HERE = 'C0GENERAL'
const [MAIL, PHONE, CARD] = ['vera.vault@initech.example', '+49 171 1234567', '4111 1111 1111 1111']
/** In two parts: the key scanners of others read this file, too. */
const KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('')
const VAULT = `The lighthouse vault is opened by ${MAIL} on ${PHONE}.`
const VAULT_TOLD = 'The lighthouse vault is opened by [email] on [phone].'

const patience = { timeout: 20_000, interval: 25 }
const heard = (model: FakeCohere, path: string): string =>
  JSON.stringify(model.requests.filter((request) => request.path === path).map(({ body }) => body))
/** Markdown keeps brackets from being links. */
const plain = (text: string): string => text.replaceAll('\\', '')
const newest = async (world: LivedInWorld) => (await world.db.withTenant(TEAM, (tx) => answersOf(tx).recent(1)))[0]

test('no model hears of addresses, numbers and keys where a workspace says so, and what it writes holds all the same', async () => {
  await using model = await startFakeCohere()
  await using world = await aWorld({ env: { COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: model.url } })
  await decide(world.db, { redact_pii: 'models', custom_instructions: 'Send people to help@acme.example.' })
  const said = world.as('U0BOB').post(HERE, `${VAULT} Its card is ${CARD}. The backup key is ${KEY}.`)
  await world.settled()
  const asks = async (text: string, threadTs?: string) => {
    const { ts } = await world.mention('U0ADA', HERE, text, threadTs ? { threadTs } : {})
    await world.quiet()
    const reply = world.repliesIn(HERE, threadTs ?? ts).at(-1)
    return { ts, ...readAnswer(reply ?? { text: '', blocks: null }) }
  }

  // it holds, with a link to the whole message, whose words are shown to whoever may read it
  const answered = await asks(`who opens the lighthouse vault, ${MAIL}?`)
  expect(answered).toMatchObject({ kind: 'answered', sources: [{ channelId: HERE, ts: said.ts }] })
  expect(plain(answered.text)).toContain(VAULT_TOLD)
  expect((await newest(world))?.statements?.[0]?.text).toBe(VAULT_TOLD)
  const ada = await signedInAs(world, 'U0ADA')
  const shown = await ada.call<{ sources: { quote: string | null }[] }>(`/v1/answers/${(await newest(world))?.answerId}`)
  expect(JSON.stringify(shown.body)).toContain(MAIL)

  // a follow-up is put in other words without them, and searched for with them
  await asks(`and what is the card of ${MAIL}?`, answered.ts)

  // what the model cannot know it may not say
  model.say({
    text: `The vault is opened by ${MAIL}.`,
    citations: [{ text: `The vault is opened by ${MAIL}.`, sources: ['s1', 's2', 's3'] }],
  })
  expect((await asks('who opens the lighthouse vault today?')).text).not.toContain(MAIL)

  for (const path of ['/v2/embed', '/v2/rerank', '/v2/chat']) {
    const all = heard(model, path)
    expect([path, all.includes('[email]'), all.includes('[card]') || path === '/v2/rerank']).toEqual([path, true, true])
    for (const secret of ['vera.vault', '1234567', '4111', KEY, 'help@acme'])
      expect([path, secret, all.includes(secret)]).toEqual([path, secret, false])
  }
  expect(heard(model, '/v2/chat')).toContain('[secret]')

  // an edit beside it takes nothing away from the answer
  world.as('U0BOB').edit(HERE, said.ts, `${VAULT} Its card was replaced.`)
  await world.quiet()
  const first = world.repliesIn(HERE, answered.ts)[0]
  expect(plain(readAnswer(first ?? { text: '', blocks: null }).text)).toContain(VAULT_TOLD)

  // nothing is taken out of what others say unless their workspace wants it
  await decide(world.db, {})
  world.as('U0BOB').post(HERE, 'The lighthouse ferry is booked by finn.ferry@initech.example.')
  await world.settled()
  expect((await asks('who books the lighthouse ferry?')).text).toContain('finn.ferry@initech.example')
  for (const path of ['/v2/embed', '/v2/rerank', '/v2/chat']) expect(heard(model, path)).toContain('finn.ferry@initech.example')
})

test('with the index, a new one is built without them beside the one that serves, and people still see what was said', async () => {
  await using world = await aWorld()
  world.as('U0BOB').post(HERE, `${VAULT} The backup key is ${KEY}.`)
  await world.settled()
  expect([indexHolds(world, 'vera.vault'), indexHolds(world, KEY)]).toEqual([true, true])
  const ada = await signedInAs(world, 'U0ADA')
  const change = async (redact_pii: (typeof settingsShape)['redact_pii']['options'][number]) => {
    const { version } = (await ada.call<Settings>('/v1/settings')).body
    const changed = await ada.call('/v1/settings', { method: 'PATCH', body: { redact_pii }, headers: { 'if-match': `"${version}"` } })
    expect(changed.status).toBe(200)
    await world.settled()
  }
  const serving = async () => (await world.db.withTenant(TEAM, (tx) => indexStateOf(tx).get()))?.serving

  await change('models_and_index')
  expect(await serving()).toMatchObject({ version: 2, embedderId: expect.stringMatching(/^hash-v1\/.*\+redacted$/) })
  world.as('U0EVE').post(HERE, 'The lighthouse boat belongs to bea.boat@initech.example.')
  await world.settled()
  await expect.poll(() => ['vera.vault', KEY, 'bea.boat'].filter((word) => indexHolds(world, word)), patience).toEqual([])
  expect(indexHolds(world, '[email]')).toBe(true)
  expect((await world.ask('U0ADA', 'who opens the lighthouse vault?', { channelId: HERE })).text).toContain(MAIL)
  await using ctx = await looking(world.env)
  expect(await verifyTeam(ctx, { teamId: TEAM, windows: 0, paceMs: 0, mode: 'report' }, () => {})).toMatchObject({ drift: 0 })

  await change('off')
  expect(await serving()).toMatchObject({ version: 3, embedderId: expect.not.stringContaining('redacted') })
  expect([indexHolds(world, 'vera.vault'), indexHolds(world, 'bea.boat')]).toEqual([true, true])
  expect((await world.ask('U0ADA', `who is ${MAIL}?`, { channelId: HERE })).text).toContain(MAIL)
})
