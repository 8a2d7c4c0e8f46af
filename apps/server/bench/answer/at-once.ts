import type { FakeSlack } from '@backscroll/fake-slack'
import type postgres from 'postgres'
import { percentile } from '../percentile.ts'
import { type BenchTeam, crowd, questionAbout } from './answer-world.ts'
import { askInChannel } from './asked.ts'

const EACH = 5

/** Fifty questions of ten teams at the same moment. */
export interface AtOnce {
  questions: number
  answered: number
  /** Until the last answer stood. */
  totalMs: number
  p50Ms: number
  /** The mean time of the team that waited longest over that of the one that waited least. */
  slowestOverFastest: number
}

/** @param from number of the first message that is asked about. */
export async function askAtOnce(slack: FakeSlack, admin: postgres.Sql, from: number): Promise<AtOnce> {
  const startedMs = performance.now()
  const asked = await Promise.all(
    crowd.flatMap((team) => Array.from({ length: EACH }, (_, n) => asking(slack, admin, team, questionAbout(team, from + n)))),
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
    slowestOverFastest: Number((Math.max(...means) / Math.min(...means)).toFixed(2)),
  }
}

const asking = async (slack: FakeSlack, admin: postgres.Sql, team: BenchTeam, question: string) => ({
  team: team.id,
  ...(await askInChannel(slack, admin, team, question)),
})

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
