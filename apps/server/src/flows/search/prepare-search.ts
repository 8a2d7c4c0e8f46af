import type { Narrowing } from '@backscroll/contracts'
import { InvalidRequestError, momentAt, type TeamId, type UnderstoodQuery, type UserId, understandQuery } from '@backscroll/core'
import { channelsOf, teamsOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { type Coverage, coverageFor } from '../answers/read-asker.ts'
import { type Readers, visibleChannels } from '../channels/visible-channels.ts'
import { namesFor } from './names-for.ts'
import { narrowedBy } from './narrowed-by.ts'

/** A search that is ready to be carried out for one person. */
export interface PreparedSearch {
  readers: Readers
  query: UnderstoodQuery
  teamUrl: string
  coverage: Coverage
}

export interface SearchWish {
  teamId: TeamId
  userId: UserId
  /** As typed. */
  text: string
  /** The fields that narrow the search beside its text. */
  fields: Narrowing
}

/**
 * Reads what a search is about: its text, and the fields that narrow it further. A channel that the person may not read is as unknown as
 * one that does not exist. @throws InvalidRequestError that names every field that cannot be used.
 */
export async function prepareSearch(ctx: Context, { teamId, userId, text, fields }: SearchWish): Promise<PreparedSearch> {
  const readers = { askerId: userId, audience: null }
  return ctx.db.withTenant(teamId, async (tx) => {
    const visible = await visibleChannels(tx, readers)
    const moment = momentAt(ctx.clock.nowMs(), (await usersOf(tx).get(userId))?.tz ?? 'UTC')
    const teamUrl = (await teamsOf(tx).get())?.url ?? ''
    const names = await namesFor(tx, { text, fields, userId, channels: await channelsOf(tx).names(visible) })
    const typed = understandQuery({ text, names, teamUrl, ...moment })
    const problems = typed.unknown.map(({ written, advice }) => ({ pointer: '/query', detail: `Not understood: "${written}". ${advice}` }))
    const query = narrowedBy(typed, fields, { names, moment, problems })
    if (isNothing(query)) problems.push({ pointer: '/query', detail: 'query must hold something to look for besides its filters.' })
    if (problems.length > 0) throw new InvalidRequestError(problems)
    const { channelIds } = query.filters
    const searched = channelIds.length > 0 ? visible.filter((id) => channelIds.includes(id)) : visible
    return { readers, query, teamUrl, coverage: await coverageFor(tx, searched) }
  })
}

const isNothing = ({ text, permalinks }: UnderstoodQuery): boolean => text === '' && permalinks.length === 0
