import type { FakeSlack } from '@backscroll/fake-slack'
import type postgres from 'postgres'
import type { BenchTeam } from './answer-world.ts'

/** A question in a channel and what the stand-in saw of its answer; milliseconds since its delivery began. */
export interface Asked {
  /** A status line or a message, whichever came first. */
  firstSignMs: number
  /** The first words of the answer. */
  firstTextMs: number
  /** The last call that made the answer. */
  wholeMs: number
  state: string
  /** From the start of the job to the answer stored; the model's time is in it. */
  totalMs: number
  searchMs: number
}

const LIMIT_MS = 120_000
const LOOK_MS = 4

const botOf = (slack: FakeSlack, team: string): string => slack.world.installations(team)[0]?.botUserId ?? ''

/** Mentions the app and waits for the whole answer. */
export async function askInChannel(slack: FakeSlack, admin: postgres.Sql, team: BenchTeam, question: string): Promise<Asked> {
  const known = slack.requests().length
  const { ts } = slack.as(team.id, team.owner).post(team.place, `<@${botOf(slack, team.id)}> ${question}`)
  const stored = await untilStored(admin, team, ts)
  const deliveredMs = deliveryOf(slack, ts)
  const calls = slack
    .requests()
    .slice(known)
    .filter(({ teamId, args }) => teamId === team.id && isAbout(slack, team.place, ts, args))
  const said = calls.filter(({ method }) => method.startsWith('chat.'))
  const texts = said.filter(({ method }) => method !== 'chat.startStream' && method !== 'chat.stopStream')
  return {
    ...stored,
    firstSignMs: (calls[0]?.atMs ?? Number.NaN) - deliveredMs,
    firstTextMs: (texts[0]?.atMs ?? Number.NaN) - deliveredMs,
    wholeMs: (said.at(-1)?.atMs ?? Number.NaN) - deliveredMs,
  }
}

/** When the first delivery that tells of a message began. */
function deliveryOf(slack: FakeSlack, ts: string): number {
  const told = slack.events.deliveries().filter(({ body }) => body.includes(`"ts":"${ts}"`))
  return Math.min(...told.map(({ atMs, attempts }) => attempts[0]?.atMs ?? atMs))
}

function isAbout({ world }: FakeSlack, channel: string, threadTs: string, { thread_ts: thread, ts }: Record<string, unknown>): boolean {
  return thread === threadTs || (typeof ts === 'string' && world.stream(channel, ts)?.threadTs === threadTs)
}

async function untilStored(admin: postgres.Sql, team: BenchTeam, ts: string): Promise<Pick<Asked, 'state' | 'totalMs' | 'searchMs'>> {
  for (const deadline = performance.now() + LIMIT_MS; performance.now() < deadline; ) {
    const [row] = await admin<Pick<Asked, 'state' | 'totalMs' | 'searchMs'>[]>`
      select a.state, (a.timings ->> 'totalMs')::float8 as "totalMs", (a.timings ->> 'searchMs')::float8 as "searchMs"
      from questions q join answers a using (team_id, question_id)
      where q.team_id = ${team.id} and q.thread_ts = ${ts} and a.state <> 'pending'`
    if (row) return row
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  throw new Error('a question was not answered')
}
