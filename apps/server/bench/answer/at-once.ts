import type { FakeSlack } from '@backscroll/fake-slack'
import type postgres from 'postgres'
import { percentile } from '../percentile.ts'
import { type BenchTeam, crowd, questionAbout } from './answer-world.ts'
import { askInChannel } from './asked.ts'

const EACH = 5
const MANY = 40

/** Fifty questions of ten teams at the same moment. */
export interface AtOnce {
  questions: number
  answered: number
  /** Until the last answer stood. */
  totalMs: number
  p50Ms: number
  firstSignP95Ms: number
  /** The mean time of the team that waited longest over that of the one that waited least. */
  slowestOverFastest: number
}

/** @param from number of the first message that is asked about. */
export async function askAtOnce(slack: FakeSlack, admin: postgres.Sql, from: number): Promise<AtOnce> {
  const startedMs = performance.now()
  const asked = await Promise.all(
    Array.from({ length: EACH }, (_, n) => crowd.map((team) => asking(slack, admin, team, questionAbout(team, from + n)))).flat(),
  )
  const means = crowd.map((team) => mean(asked.filter((each) => each.team === team.id).map(({ wholeMs }) => wholeMs)))
  return {
    questions: asked.length,
    answered: asked.filter(({ state }) => state !== 'failed').length,
    totalMs: Math.round(performance.now() - startedMs),
    p50Ms: percentile(
      asked.map(({ wholeMs }) => wholeMs),
      0.5,
    ),
    firstSignP95Ms: percentile(
      asked.map(({ firstSignMs }) => firstSignMs),
      0.95,
    ),
    slowestOverFastest: Number((Math.max(...means) / Math.min(...means)).toFixed(2)),
  }
}

/** One team asks forty questions, and at the same moment nine others one each: how long these wait, and the one with the many. */
export async function askBesideMany(
  slack: FakeSlack,
  admin: postgres.Sql,
  from: number,
): Promise<{ othersP95Ms: number; manyP50Ms: number }> {
  const [first, ...others] = crowd
  if (!first) throw new Error('there are no teams')
  const many = Promise.all(Array.from({ length: MANY }, (_, n) => asking(slack, admin, first, questionAbout(first, from + n))))
  const few = Promise.all(others.map((team) => asking(slack, admin, team, questionAbout(team, from))))
  const waited = (asked: Awaited<typeof many>, share: number) =>
    percentile(
      asked.map(({ wholeMs }) => wholeMs),
      share,
    )
  return { othersP95Ms: waited(await few, 0.95), manyP50Ms: waited(await many, 0.5) }
}

const asking = async (slack: FakeSlack, admin: postgres.Sql, team: BenchTeam, question: string) => ({
  team: team.id,
  ...(await askInChannel(slack, admin, team, question)),
})

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
