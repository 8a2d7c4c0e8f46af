import { channelId, type MessageChange, messageTs, teamId, tsMicros, userId } from '@backscroll/core'
import { claimOneTeam, type Db, settingsOf } from '@backscroll/db'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import type { Context } from '../../src/context.ts'
import { indexDirtyMessages } from '../../src/flows/index/index-dirty-messages.ts'
import { storeMessages } from '../../src/flows/intake/store-messages.ts'
import { randomFrom, zipfMessage } from '../random-text.ts'

/** The workspace with many messages, and the number of those with few. */
export const BIG = 'T0BIG'
export const CROWD = 10
const CHANNELS = 20
const SMALL_ROWS = 500
const BATCH = 2_000
/** Messages lie within the time that a question looks back by itself. */
const DAYS = 300

/** A workspace of the bench, its channels and the person who asks. */
export interface BenchTeam {
  id: string
  owner: string
  channels: string[]
  /** Where people ask: nothing is said there. */
  place: string
}

const teamCalled = (id: string, channels: number): BenchTeam => ({
  id,
  owner: `U0${id}`,
  channels: Array.from({ length: channels }, (_, n) => `C0${id}N${n}`),
  place: `C0${id}PLACE`,
})

export const bigTeam = teamCalled(BIG, CHANNELS)
export const crowd = Array.from({ length: CROWD }, (_, n) => teamCalled(`T0CROWD${n}`, 2))

/** As the stand-in takes it: without messages, which come straight into the database. */
export const workspaceOf = ({ id, owner, channels, place }: BenchTeam): WorkspaceSeed => ({
  id,
  domain: id.toLowerCase(),
  name: id,
  users: [{ id: owner, name: owner.toLowerCase(), realName: 'The Owner', isOwner: true, isAdmin: true }],
  channels: [...channels, place].map((channel) => ({ id: channel, name: channel.toLowerCase(), members: [owner] })),
})

/** Message number `n` of a team: the same in every run. */
function textOf(team: BenchTeam, n: number): string {
  const random = randomFrom(n * 31 + team.id.length * 7 + team.id.charCodeAt(team.id.length - 1))
  return zipfMessage(random)
}

/** A question that message number `n` answers: some of its longest words. */
export function questionAbout(team: BenchTeam, n: number): string {
  const words = [...new Set(textOf(team, n).split(' '))].sort((a, b) => b.length - a.length).slice(0, 4)
  return `what about ${words.join(' ')}?`
}

/** Stores and indexes messages through the product's own path, and has the index taken care of. The server must be stopped. */
export async function load(ctx: Context, team: BenchTeam, rows = SMALL_ROWS): Promise<void> {
  const id = teamId(team.id)
  const startS = Math.floor(ctx.clock.nowMs() / 1_000) - DAYS * 86_400
  const step = Math.max(1, Math.floor((DAYS * 86_400 - 3_600) / rows))
  for (let from = 0; from < rows; from += BATCH) {
    const count = Math.min(BATCH, rows - from)
    const changes = Array.from({ length: count }, (_, at) => changeOf(team, from + at, startS + (from + at) * step))
    await ctx.db.withTenant(id, (tx) => storeMessages(ctx, tx, id, changes))
  }
  const lease = await claimOneTeam(ctx.db, id, { leaseMs: 600_000 })
  if (!lease) throw new Error('somebody else has the team')
  while ((await indexDirtyMessages(ctx, lease)).more);
  while ((await ctx.search.maintain(id, lease)).length > 0);
  await lease.release()
}

function changeOf(team: BenchTeam, n: number, atS: number): MessageChange {
  const ts = messageTs(`${atS}.000100`)
  const state = {
    channelId: channelId(team.channels[n % team.channels.length] ?? ''),
    ts,
    threadTs: null,
    userId: userId(`U0AUTHOR${n % 300}`),
    botId: null,
    appId: null,
    authorTeamId: null,
    kind: 'message' as const,
    subtype: null,
    mrkdwn: textOf(team, n),
    appendix: '',
    editedTs: null,
    fileCount: 0,
    replyCount: null,
    latestReplyTs: null,
  }
  return { kind: 'put', version: tsMicros(ts), source: 'backfill', state }
}

/** Chooses what writes the answers of a team; null for the server's own model. */
export async function answerWith(db: Db, team: BenchTeam, model: string | null): Promise<void> {
  await db.withTenant(teamId(team.id), async (tx) => {
    const { version } = await settingsOf(tx).get()
    await settingsOf(tx).put({
      settings: { answer_model: model },
      expectedVersion: version,
      by: 'bench',
      actorKind: 'operator',
      atMs: Date.now(),
    })
  })
}
