import { type MessageTs, messageTs, type TeamId, teamId } from '@backscroll/core'
import { channelsOf, type Db, indexStateOf, membersOf, messagesOf } from '@backscroll/db'
import type { FakeSlack } from '@backscroll/fake-slack'
import type { SearchStore } from '@backscroll/search'
import { shownInSlack } from '../../test/world/shown-in-slack.ts'

/** How far a team's record and index are from what Slack shows. All zero: they agree. */
export interface Difference {
  /** Shown in Slack and not stored, or stored and not in the index. */
  lost: number
  /** Passages that stand in the index twice. */
  doubled: number
  /** Stored or indexed with other words, another thread, or although Slack does not show it; channels and members that differ. */
  wrong: number
  /** Some of what differs, by kind and key; never what was said. */
  examples: string[]
}

type Listed = Awaited<ReturnType<ReturnType<typeof messagesOf>['page']>>[number]

/** Compares one team in Slack, Postgres and LanceDB, message by message. Only channels the app is in count: of others it hears nothing. */
export async function differenceOf(
  places: { slack: FakeSlack; db: Db; search: SearchStore; appUser: string },
  team: string,
): Promise<Difference> {
  const { slack, db, search, appUser } = places
  const difference: Difference = { lost: 0, doubled: 0, wrong: 0, examples: [] }
  const note = (kind: 'lost' | 'doubled' | 'wrong', what: string) => {
    difference[kind] += 1
    if (difference.examples.length < 20) difference.examples.push(`${kind}: ${what}`)
  }
  const isRead = (channelId: string) => slack.world.isMember(channelId, appUser)
  const expected = new Map([...shownInSlack(slack, team)].filter(([key]) => isRead(key.slice(0, key.indexOf(':')))))
  const stored = (await everyMessage(db, teamId(team))).filter(({ channelId }) => isRead(channelId) || isPrivate(slack, channelId))
  const live = new Map(stored.filter(({ deleted }) => !deleted).map((message) => [`${message.channelId}:${message.ts}`, message]))
  for (const [key, { text, threadTs }] of expected) {
    const found = live.get(key)
    if (!found) note('lost', `${key} is not stored`)
    else if (found.mrkdwn !== text) note('wrong', `${key} has other words`)
    else if ((found.threadTs === key.slice(key.indexOf(':') + 1) ? null : found.threadTs) !== threadTs)
      note('wrong', `${key} hangs in another thread`)
  }
  for (const key of live.keys()) if (!expected.has(key)) note('wrong', `${key} is stored and not shown`)
  const indexed = await indexedMessages({ search, db }, teamId(team), stored, (id) => note('doubled', id))
  for (const [key, { text }] of live) if (/[\p{L}\p{N}]/u.test(text ?? '') && !indexed.has(key)) note('lost', `${key} is not in the index`)
  for (const key of indexed) if (!live.has(key)) note('wrong', `${key} is in the index and gone`)
  await compareChannels({ slack, db, isRead, note }, team)
  return difference
}

const isPrivate = (slack: FakeSlack, channelId: string): boolean => slack.world.channel(channelId)?.isPrivate ?? true

async function everyMessage(db: Db, team: TeamId): Promise<Listed[]> {
  const all: Listed[] = []
  for (let after: Listed | null = null; ; ) {
    const from: Listed | null = after
    const page: Listed[] = await db.withTenant(team, (tx) => messagesOf(tx).page(from, 5_000))
    all.push(...page)
    after = page.at(-1) ?? null
    if (!after) return all
  }
}

const KEYS_AT_ONCE = 500

async function indexedMessages(
  { search, db }: { search: SearchStore; db: Db },
  team: TeamId,
  known: readonly Listed[],
  doubled: (id: string) => void,
): Promise<Set<string>> {
  const found = new Set<string>()
  const serving = (await db.withTenant(team, (tx) => indexStateOf(tx).get()))?.serving
  if (!serving) return found
  const index = search.team(team, { version: serving.version, dimensions: serving.dims })
  const seen = new Set<string>()
  const keys = known.map(({ channelId, ts }): { channelId: Listed['channelId']; ts: MessageTs } => ({ channelId, ts: messageTs(ts) }))
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const rows = await index.stored(keys.slice(at, at + KEYS_AT_ONCE))
    for (const { id } of rows.filter(({ kind }) => kind === 'message')) {
      if (seen.has(id)) doubled(id)
      seen.add(id)
      found.add(id.slice(0, id.lastIndexOf(':')))
    }
  }
  return found
}

interface ChannelPlaces {
  slack: FakeSlack
  db: Db
  isRead: (channelId: string) => boolean
  note: (kind: 'wrong', what: string) => void
}

/** Names, privacy, archive and, of private channels, the people inside: what rights hang on. */
async function compareChannels({ slack, db, isRead, note }: ChannelPlaces, team: string): Promise<void> {
  const channels = await db.withTenant(teamId(team), (tx) => channelsOf(tx).list())
  for (const channel of slack.world.channels(team).filter(({ id, kind }) => kind === 'channel' && isRead(id))) {
    const stored = channels.find(({ channelId }) => channelId === channel.id)
    if (!stored) note('wrong', `${channel.id} is not known`)
    else if (stored.name !== channel.name || stored.isPrivate !== channel.isPrivate || stored.isArchived !== channel.isArchived)
      note('wrong', `${channel.id} has other facts`)
    if (!channel.isPrivate) continue
    const inside = await db.withTenant(teamId(team), (tx) => membersOf(tx).of(channel.id))
    if (inside.join() !== channel.members.toSorted().join()) note('wrong', `${channel.id} has other members`)
  }
}
