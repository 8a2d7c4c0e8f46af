import { defaultSettings } from '@backscroll/core'
import { startFakeCohere } from '@backscroll/testkit'
import fc from 'fast-check'
import { wholeNumber } from '../flags.ts'
import { SURFACES } from './ask.ts'
import { attackedCompany, plantAttacks } from './attacks/attack-company.ts'
import { obedient } from './attacks/obedient.ts'
import { everyAttack, type Round, runAttacks } from './attacks/run-attacks.ts'
import { askDemo } from './demo/ask-demo.ts'
import { type DemoCompany, demoCompany } from './demo/demo-company.ts'
import { both } from './judge.ts'
import { type AnswersReport, reportOf } from './report.ts'
import { decide, openStage } from './stage.ts'
import { listenTo } from './wire.ts'
import { askAround, liveThrough } from './worlds/ask-around.ts'
import { randomCompany, workspaceOf } from './worlds/random-company.ts'

/** A model over a stand-in of Cohere for those who answer with it; search stays what it is without a key. */
const WITH_MODEL = { COHERE_API_KEY: 'key-of-the-acceptance', EMBEDDER: 'hash', RERANKER: 'none' }

/**
 * Asks about the demo company, about generated workspaces and about planted attacks, on every surface, without a model and with one that obeys
 * whatever it reads. Every link must open for everybody who sees it, every quote must stand in its message, nobody may learn what they may not read.
 */
export async function acceptAnswers(flags: readonly string[]): Promise<AnswersReport> {
  const startedMs = performance.now()
  const seed = wholeNumber(flags, 'seed', 1)
  const worlds = wholeNumber(flags, 'worlds', 3)
  const days = wholeNumber(flags, 'days', defaultSettings.default_days)
  const nowMs = Date.now()
  const demo = demoCompany(nowMs)
  const companies = fc.sample(randomCompany, { seed, numRuns: worlds })
  await using cohere = await startFakeCohere()
  cohere.decide(obedient)
  await using stage = await openStage({
    workspaces: [demo.company, attackedCompany(), ...companies.map((company, at) => workspaceOf(at, company, nowMs))],
    env: { ALLOW_CHANNELS: ['open-*', 'attacked', ...demo.allowed].join(','), BACKFILL_DAYS: '3650' },
    before: ({ slack }) => plantAttacks(slack),
  })
  const { slack } = stage.world
  const place = { slack, admin: stage.admin }
  const log = (line: string) => process.stderr.write(`${Math.round((performance.now() - startedMs) / 1_000)} s: ${line}\n`)
  using wire = listenTo(slack)
  log('everything is read')

  await decide(stage.db, demo.company.id, { default_days: days })
  const { answers, judgement } = await askDemo(stage, demo, [...demo.known, ...demo.judged])
  const leaks = toldOutside(demo, wire.take())
  log(`${answers.length} questions about the demo company`)

  for (const [at, company] of companies.entries()) liveThrough(stage, at, company, nowMs)
  await stage.quiet()
  const attacked = [await runAttacks(place, wire, { surface: 'ask', obedience: null, about: everyAttack })]
  log('attacks without a model')
  const around = []
  for (const [at, company] of companies.entries()) around.push(await askAround(stage, wire, at, company, SURFACES))
  log(`${worlds} generated workspaces without a model`)

  Object.assign(stage.world.env, WITH_MODEL, { COHERE_BASE_URL: cohere.url })
  await stage.world.restart()
  const half = (which: number) => everyAttack.filter((attack) => attack % 2 === which)
  for (const round of roundsOf(half(0), half(1))) attacked.push(await runAttacks(place, wire, round))
  log('attacks on a model that obeys')
  for (const [at, company] of companies.entries()) around.push(await askAround(stage, wire, at, company, SURFACES))
  log(`${worlds} generated workspaces with a model`)

  return reportOf({
    seed,
    worlds,
    questions: answers.length + sum(attacked) + sum(around),
    judgement: around.reduce((all, each) => both(all, each.judgement), judgement),
    leaks: [...leaks, ...around.flatMap((each) => each.leaks)],
    attacks: everyAttack.length,
    escapes: attacked.flatMap(({ escapes }) => escapes),
    demo: answers,
    seconds: Math.round((performance.now() - startedMs) / 1_000),
  })
}

/** Every attack twice, obeyed in two ways on two surfaces. */
const roundsOf = (even: readonly number[], odd: readonly number[]): Round[] => [
  { surface: 'mention', obedience: 'obeys', about: even },
  { surface: 'dm', obedience: 'obeys', about: odd },
  { surface: 'ask', obedience: 'repeats', about: even },
  { surface: 'askall', obedience: 'mixes', about: odd },
]

const sum = (parts: readonly { questions: number }[]): number => parts.reduce((all, { questions }) => all + questions, 0)

/** Words of private channels, or of the other company, that somebody outside was sent. */
const toldOutside = ({ secrets }: DemoCompany, sent: readonly { body: unknown }[]): string[] =>
  sent.flatMap(({ body }) =>
    (
      JSON.stringify(body)
        .toLowerCase()
        .match(/[\p{L}\p{N}]{6,}/gu) ?? []
    ).filter((word) => secrets.has(word)),
  )
