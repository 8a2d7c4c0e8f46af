import type { FakeSlack } from '@backscroll/fake-slack'
import type postgres from 'postgres'
import { readShown, type Shown, type Written } from './read-shown.ts'
import { until } from './until.ts'

/** The ways of asking. */
export const SURFACES = ['ask', 'askall', 'mention', 'thread', 'dm'] as const
export type AskSurface = (typeof SURFACES)[number]

/** One question, asked in Slack as a person asks it. */
export interface Asking {
  teamId: string
  asker: string
  surface: AskSurface
  /** Where it is asked; the conversation with the app for `dm`. */
  channelId: string
  question: string
}

/** What came of it. */
export interface Answered extends Asking {
  state: string
  reason: string | null
  /** As it is stored, 0 to 100. */
  confidence: number | null
  shown: Shown
  /** Root of the thread in which it was asked and answered; null for a command. */
  threadTs: string | null
  audience: string[]
}

/** Where questions are asked. `admin` is a superuser of the database: it tells when an answer is whole. */
export interface Place {
  slack: FakeSlack
  admin: postgres.Sql
}

const LIMIT_MS = 60_000

interface Ended {
  state: string
  reason: string | null
  confidence: number | null
  channelId: string | null
  ts: string | null
}

/** Asks and waits for the whole answer. One person asks one question at a time. */
export async function ask(place: Place, asking: Asking): Promise<Answered> {
  const { slack } = place
  const { teamId, asker, surface, question } = asking
  const person = slack.as(teamId, asker)
  const botUser = botOf(slack, teamId)
  const channelId = surface === 'dm' ? person.openDm(botUser).id : asking.channelId
  const first = surface === 'thread' ? await answerTo(place, { ...asking, surface: 'mention' }, question) : null
  const known = person.ephemerals(channelId).length
  const ended = await answerTo(place, { ...asking, channelId }, question, first?.threadTs ?? undefined)
  const message =
    ended.ts === null ? whatOneSees(person.ephemerals(channelId).slice(known)) : slack.world.message(ended.channelId ?? '', ended.ts)
  if (!message) throw new Error(`nothing is shown for "${question}", which is ${ended.state}`)
  const { state, reason, confidence } = ended
  const isPrivate = surface === 'ask' || surface === 'dm'
  return {
    ...asking,
    channelId,
    state,
    reason,
    confidence,
    threadTs: ended.threadTs,
    shown: readShown(message),
    audience: isPrivate ? [asker] : readersOf(slack, teamId, channelId),
  }
}

/** The app's own user in a workspace. */
export const botOf = (slack: FakeSlack, teamId: string): string =>
  slack.world.installations(teamId).find(({ isActive }) => isActive)?.botUserId ?? ''

/** Everybody who may come to read what is said in a channel. */
export const readersOf = (slack: FakeSlack, teamId: string, channelId: string): string[] =>
  slack.world.users(teamId).flatMap(({ id, isBot, deleted }) => (!isBot && !deleted && slack.world.canSee(channelId, id) ? [id] : []))

async function answerTo(place: Place, asking: Asking, text: string, threadTs?: string): Promise<Ended & { threadTs: string | null }> {
  const { slack } = place
  const { teamId, asker, surface, channelId } = asking
  const before = (await ends(place, asking)).length
  const person = slack.as(teamId, asker)
  let ts = ''
  if (surface === 'ask' || surface === 'askall') {
    const outcome = await person.slash(channelId, `/${surface}`, text)
    // Slack gives up after three seconds, on a machine that does much else too soon; what was taken by then is answered all the same
    if (!outcome.ok && outcome.error !== 'operation_timeout') throw new Error(`/${surface} was refused: ${outcome.error}`)
  } else {
    const said = surface === 'mention' ? `<@${botOf(slack, teamId)}> ${text}` : text
    ts = person.post(channelId, said, threadTs ? { threadTs } : {}).ts
  }
  const ended = await until(
    LIMIT_MS,
    `the answer to "${text}" (${surface}) of ${asker}`,
    async () => (await ends(place, asking))[before] ?? null,
  )
  return { ...ended, threadTs: threadTs ?? (ts || null) }
}

/** The answers of a person that are whole, oldest first. */
const ends = ({ admin }: Place, { teamId, asker }: Asking): Promise<Ended[]> => admin<Ended[]>`
  select a.state, a.reason, a.confidence::int as confidence, a.posted_channel_id as "channelId", a.posted_ts as ts
  from questions q join answers a using (team_id, question_id)
  where q.team_id = ${teamId} and q.asker_id = ${asker} and a.state <> 'pending' order by q.created_at, q.question_id`

const whatOneSees = (messages: readonly Written[]): Written | undefined =>
  messages.find(({ text }) => !/^Searching the messages|^\d+ more results? only you/.test(text))
