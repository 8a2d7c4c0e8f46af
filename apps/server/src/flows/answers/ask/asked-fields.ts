import { type AskRequest, type FieldProblem, type Narrowing, narrowingObject } from '@backscroll/contracts'
import {
  escapeMrkdwn,
  InvalidRequestError,
  momentAt,
  plainQuery,
  type TypedQuestion,
  type UnderstoodQuestion,
  understandQuestion,
  unknownFilter,
} from '@backscroll/core'
import { channelsOf, type TenantTx, usersOf } from '@backscroll/db'
import { z } from 'zod'
import type { Caller } from '../../access/caller.ts'
import { visibleChannels } from '../../channels/visible-channels.ts'
import { namesFor } from '../../search/names-for.ts'
import { narrowedBy } from '../../search/narrowed-by.ts'

/** What a request chose beside its question stands so in the question's filters, whatever else is understood. */
const kept = z.object({ fields: narrowingObject })
/** What was understood from the text stands beside it. */
const understood = z.object({ channelIds: z.array(z.string()) })

/** The fields that narrow a stored question beside its text; null when none were chosen. */
export const fieldsOf = (filters: unknown): Narrowing | null => kept.safeParse(filters).data?.fields ?? null

/** Channels that a question names, by a field or in its text: who may not read one of them learns nothing of the question. */
export const channelsNamedIn = (filters: unknown): string[] => [
  ...(fieldsOf(filters)?.channels ?? []),
  ...(understood.safeParse(filters).data?.channelIds ?? []),
]

/**
 * The fields of a request as they are kept with the question: channels and people by their ids. Null when none was chosen.
 * @throws InvalidRequestError that names every field that cannot be used, or that leaves nothing of what the question asks.
 */
export async function readFields(tx: TenantTx, { userId }: Caller, request: AskRequest, nowMs: number): Promise<Narrowing | null> {
  const { question, follows: _follows, maxSources: _most, ...given } = request
  const fields = chosen(given)
  if (fields === null) return null
  const text = escapeMrkdwn(question)
  const visible = await visibleChannels(tx, { askerId: userId, audience: null, purpose: 'answer' })
  const names = await namesFor(tx, { text, fields, userId, channels: await channelsOf(tx).names(visible) })
  const timeZone = (await usersOf(tx).get(userId))?.tz ?? 'UTC'
  const problems: FieldProblem[] = []
  const typed = understandQuestion({ text, names, nowMs, timeZone, teamUrl: '', botUserId: '' })
  const moment = momentAt(nowMs, timeZone)
  narrowedBy(typed.kind === 'question' ? typed.query : plainQuery(question), fields, { names, moment, problems })
  if (problems.length > 0) throw new InvalidRequestError(problems)
  const { channelIds, userIds } = narrowedBy(plainQuery(''), fields, { names, moment, problems: [] }).filters
  return { ...fields, ...(fields.channels ? { channels: channelIds } : {}), ...(fields.authors ? { authors: userIds } : {}) }
}

/** What narrows something; an empty list and a switch that is off narrow nothing. */
function chosen(given: Narrowing): Narrowing | null {
  const set = Object.entries(given).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  )
  return set.length === 0 ? null : Object.fromEntries(set)
}

/** A question within the fields that were chosen with it. What cannot be used any more, such as a channel that is not read now, is unknown. */
export function withinFields(
  question: UnderstoodQuestion,
  fields: Narrowing | null,
  typed: Omit<TypedQuestion, 'text'>,
): UnderstoodQuestion {
  if (question.kind !== 'question' || fields === null) return question
  const problems: FieldProblem[] = []
  const { names, nowMs, timeZone } = typed
  const query = narrowedBy(question.query, fields, { names, moment: momentAt(nowMs, timeZone), problems })
  const unknown = problems.map(({ pointer, detail }) => unknownFilter(...namedBy(pointer, fields), detail))
  const { channelIds, userIds } = query.filters
  return { ...question, channelIds, userIds, query: { ...query, unknown: [...query.unknown, ...unknown] } }
}

/** What a field held that cannot be used, by its place in the request. */
function namedBy(pointer: string, { channels, authors }: Narrowing): [kind: 'channel' | 'user' | 'date', written: string] {
  const [, field, at] = pointer.split('/')
  if (field === 'channels') return ['channel', channels?.[Number(at)] ?? 'the chosen ones']
  if (field === 'authors') return ['user', authors?.[Number(at)] ?? 'the chosen ones']
  return ['date', 'the chosen time']
}
