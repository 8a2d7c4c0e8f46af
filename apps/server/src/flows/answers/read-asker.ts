import {
  type ChannelId,
  channelId,
  type Embedder,
  namesInFilters,
  type QueryNames,
  type TeamId,
  type TeamSettings,
  type Turn,
  type UnderstoodQuestion,
  understandQuestion,
  userId,
  type VisibleChannels,
} from '@backscroll/core'
import { channelsOf, installationsOf, type Question, type TenantTx, teamsOf, usersOf, watermarksOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { channelStatuses } from '../channels/channel-status.ts'
import { membersFromSlack } from '../channels/members-from-slack.ts'
import { type Audience, type Readers, visibleChannels } from '../channels/visible-channels.ts'
import { readSettings } from '../settings/read-settings.ts'
import { fieldsOf, withinFields } from './ask/asked-fields.ts'
import { conversationBefore } from './conversation.ts'

/** Who asks, what they mean, and what everybody who will see the answer may read. */
export interface Asker {
  understood: UnderstoodQuestion
  readers: Readers
  visible: VisibleChannels
  /** Names of the visible channels. */
  channelNames: ReadonlyMap<string, string>
  /** What somebody who is named in the question is called. */
  personName: (id: string) => string | undefined
  teamUrl: string
  /** The app's own user; empty when it is not installed any more. */
  botUserId: string
  timeZone: string
  coverage: Coverage
  settings: TeamSettings
  /** What a search here may be called. */
  searchLabel: Embedder['label']
  /** What was asked and answered before in the same thread, oldest first. */
  turns: readonly Turn[]
  /** Reads another text as this person's question, in the same place and at the same moment. */
  understand: (text: string) => UnderstoodQuestion
}

/** What a search of these channels can have seen. */
export interface Coverage {
  channels: number
  /** Visible channels whose history is still being read. */
  reading: number
  /** Slack ts of the oldest message that was read in the searched channels; null when none was. */
  since: string | null
}

/** Reads everything a question needs in one transaction; the members of an unknown channel are asked of Slack before. */
export async function readAsker(ctx: Context, teamId: TeamId, question: Question): Promise<Asker> {
  const audience = isForChannel(question) ? await channelAudience(ctx, teamId, channelId(question.channelId)) : null
  return ctx.db.withTenant(teamId, async (tx) => {
    const readers = { askerId: userId(question.askerId), audience, purpose: 'answer' as const }
    const [visible, asker, team, installation, settings, turns] = await Promise.all([
      visibleChannels(tx, readers),
      usersOf(tx).get(question.askerId),
      teamsOf(tx).get(),
      installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID),
      readSettings(tx),
      conversationBefore(tx, question),
    ])
    const [channelNames, coverage] = await Promise.all([channelsOf(tx).names(visible), coverageFor(tx, visible)])
    const botUserId = installation?.botUserId ?? ''
    const place = { botUserId, teamUrl: team?.url ?? '', timeZone: asker?.tz ?? 'UTC', nowMs: question.createdAtMs }
    const fields = fieldsOf(question.filters)
    const names = await queryNames(tx, { text: question.text, authors: fields?.authors ?? [], readers, channelNames })
    const understand = (text: string) => withinFields(understandQuestion({ ...place, text, names }), fields, { ...place, names })
    return {
      ...place,
      understood: understand(question.text),
      understand,
      personName: (id) => names.user(id) ?? names.people.find((person) => person.id === id)?.names[0],
      settings,
      searchLabel: ctx.embedder.label,
      turns: turns.map((turn) => inPlainWords(turn, understand)),
      readers,
      visible,
      channelNames,
      coverage,
    }
  })
}

/** A turn without the mention of the app and what else Slack writes in tokens. */
function inPlainWords({ question, answer }: Turn, understand: Asker['understand']): Turn {
  const understood = understand(question)
  return { question: understood.kind === 'question' ? understood.asked : question, answer }
}

/** Whether everybody in a channel reads the answer. The surface decides, too: a process of the version before notes no audience. */
const isForChannel = ({ audience, surface }: Question): boolean =>
  audience === 'channel' || surface === 'mention' || surface === 'thread' || surface === 'askall'

interface Naming {
  text: string
  /** Ids of people who were chosen beside the text. */
  authors: readonly string[]
  readers: Readers
  channelNames: ReadonlyMap<string, string>
}

/** The names that a question may use: visible channels, mentioned people, and people whose names all readers of the answer may know. */
async function queryNames(tx: TenantTx, { text, authors, readers: of, channelNames }: Naming): Promise<QueryNames> {
  const { askerId, audience } = of
  const users = usersOf(tx)
  const readers = [askerId, ...(audience?.people ?? [])]
  const [mentioned, people] = await Promise.all([
    users.names([...authors, ...[...text.matchAll(/<@([UW][A-Z0-9]+)/g)].map((match) => match[1] ?? '')]),
    users.called(namesInFilters(text), { readers, visible: [...channelNames.keys()] }),
  ])
  const channels = new Map([...channelNames].map(([id, name]) => [name.toLowerCase(), id as ChannelId]))
  return { channels, people, user: (id) => mentioned.get(id) }
}

/** Who would see an answer in this channel, as Slack says now: a stored list may be behind, or of a channel that is not kept. */
async function channelAudience(ctx: Context, teamId: TeamId, channel: ChannelId): Promise<Audience> {
  const gateway = await ctx.slack(teamId)
  const [facts, people] = await Promise.all([gateway.channel(channel), membersFromSlack(gateway, channel)])
  return { people, place: facts?.isPrivate ? 'private' : 'public' }
}

/** How far the searched channels are read; nothing older than the oldest message read can be in an answer. */
export async function coverageFor(tx: TenantTx, visible: readonly ChannelId[]): Promise<Coverage> {
  const searched = new Set<string>(visible)
  const [statuses, marks] = await Promise.all([channelStatuses(tx), watermarksOf(tx).list()])
  const reading = statuses.filter(({ channelId: id, status }) => searched.has(id) && (status === 'reading' || status === 'waiting'))
  const since = marks.flatMap((mark) => (searched.has(mark.channelId) ? (mark.oldestTs ?? []) : [])).sort()[0] ?? null
  return { channels: visible.length, reading: reading.length, since }
}
