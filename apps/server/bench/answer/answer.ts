import { teamId } from '@backscroll/core'
import { openDb } from '@backscroll/db'
import { type Asked as Prompt, startFakeCohere } from '@backscroll/testkit'
import postgres from 'postgres'
import { settled } from '../../accept/settled.ts'
import { startBenchWorldWith } from '../bench-world.ts'
import type { Child } from '../child.ts'
import { percentile } from '../percentile.ts'
import { answerWith, bigTeam, crowd, load, questionAbout, workspaceOf } from './answer-world.ts'
import { type Asked, askInChannel } from './asked.ts'
import { askAtOnce, askBesideMany } from './at-once.ts'

const WARM_UP = 15
const QUESTIONS = 100
const STREAMED = 20
const TOKENS_PER_SECOND = 50
const SENTENCE = 15
const READ_MS = 900_000
const CALM_MS = 3_000
const CALM_SHARE = 0.15

/**
 * Answers in a team of `rows` messages and in ten small ones. `answer…`: from the start of the job to the answer posted and stored, without a
 * model; `search…` is the part of it that finds messages. `firstSign…`: from the moment Slack delivers a mention to the first status line or message. `firstShown…`: from a model's first word, at
 * 50 a second and 15 in a sentence, to the first words in Slack. `cpuMsPerAnswer`: of the server's process.
 */
export async function benchAnswer({ rows }: { rows: number }) {
  await using cohere = await startFakeCohere()
  cohere.decide(quoting)
  const model = { COHERE_API_KEY: 'key-of-the-bench', COHERE_BASE_URL: cohere.url, EMBEDDER: 'hash', RERANKER: 'none' }
  const teams = [bigTeam, ...crowd]
  await using world = await startBenchWorldWith({ ...model, DATABASE_POOL: '10' }, teams.map(workspaceOf))
  const { slack } = world
  slack.events.limitPerHour(null)
  const db = openDb({ url: world.databaseUrl, poolSize: 2 })
  const admin = postgres(world.adminUrl, { max: 4, onnotice() {} })
  try {
    for (const team of teams) {
      await world.install(team.id, team.owner)
      await settled(db, team.id, READ_MS)
      await answerWith(db, team, 'extractive')
    }
    await world.restart(async (ctx) => {
      for (const team of teams) await load(ctx, team, ...(team === bigTeam ? [rows] : []))
      // as the end of a first reading does: its table is built anew once, before anything is measured
      await ctx.enqueue('words.fit', { teamId: teamId(bigTeam.id) })
      await admin`vacuum analyze`
      await admin`checkpoint`
    })
    const inTurn = async (from: number, count: number): Promise<Asked[]> => {
      const asked: Asked[] = []
      for (let n = 0; n < count; n += 1) asked.push(await askInChannel(slack, admin, bigTeam, questionAbout(bigTeam, (from + n) * 97)))
      return asked
    }
    await calm(world.server)
    await inTurn(500, WARM_UP)
    const cpuBeforeMs = world.server.cpuMs()
    const asked = await inTurn(0, QUESTIONS)
    const cpuMsPerAnswer = (world.server.cpuMs() - cpuBeforeMs) / QUESTIONS
    const atOnce = await askAtOnce(slack, admin, 0)
    cohere.speed(TOKENS_PER_SECOND)
    for (const team of teams) await answerWith(db, team, null)
    const streamed: number[] = []
    for (let n = 0; n < STREAMED; n += 1) {
      const startedMs = Date.now()
      const { firstTextMs, firstSignMs: _, ...rest } = await askInChannel(slack, admin, bigTeam, questionAbout(bigTeam, (300 + n) * 97))
      const askedModelMs = cohere.requests.at(-1)?.atMs ?? Number.NaN
      if (rest.state === 'answered') streamed.push(startedMs + firstTextMs - askedModelMs)
    }
    const atOnceWithModel = await askAtOnce(slack, admin, 20)
    const besideMany = await askBesideMany(slack, admin, 60)
    const times = (name: 'totalMs' | 'searchMs' | 'firstSignMs' | 'wholeMs') => asked.map((each) => each[name])
    return {
      rows,
      answerP50Ms: percentile(times('totalMs'), 0.5),
      answerP95Ms: percentile(times('totalMs'), 0.95),
      searchP50Ms: percentile(times('searchMs'), 0.5),
      searchP95Ms: percentile(times('searchMs'), 0.95),
      firstSignP50Ms: percentile(times('firstSignMs'), 0.5),
      firstSignP95Ms: percentile(times('firstSignMs'), 0.95),
      wholeP50Ms: percentile(times('wholeMs'), 0.5),
      wholeP95Ms: percentile(times('wholeMs'), 0.95),
      answered: `${asked.filter(({ state }) => state === 'answered').length} of ${QUESTIONS}`,
      cpuMsPerAnswer: Number(cpuMsPerAnswer.toFixed(1)),
      firstShownP50Ms: percentile(streamed, 0.5),
      firstShownP95Ms: percentile(streamed, 0.95),
      streamed: `${streamed.length} of ${STREAMED}`,
      atOnce,
      atOnceWithModel,
      besideMany,
      rssMb: world.server.peakRssMb(),
    }
  } finally {
    await db.close()
    await admin.end({ timeout: 5 })
  }
}

/** Until the server has nothing left to do after so many messages: upkeep of the index goes on behind them. */
async function calm(server: Child): Promise<void> {
  for (const deadline = performance.now() + READ_MS; performance.now() < deadline; ) {
    const beforeMs = server.cpuMs()
    await new Promise((resolve) => setTimeout(resolve, CALM_MS))
    if (server.cpuMs() - beforeMs < CALM_MS * CALM_SHARE) return
  }
}

/** A model that says the beginning of each of the first messages as a sentence. */
function quoting({ documents }: Prompt) {
  const said = documents.slice(0, 3).map(({ id, text }) => ({ text: `${text.split(' ').slice(0, SENTENCE).join(' ')}.`, sources: [id] }))
  return { text: said.map(({ text }) => text).join(' '), citations: said }
}
