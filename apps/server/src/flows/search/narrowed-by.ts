import type { FieldProblem, Narrowing } from '@backscroll/contracts'
import {
  type ChannelId,
  type Moment,
  personCalled,
  plusDays,
  type QueryNames,
  startOfDay,
  type UnderstoodQuery,
  type UserId,
  userId,
  withoutNewestWindow,
} from '@backscroll/core'

interface Given {
  names: QueryNames
  /** When and where it is asked. */
  moment: Moment
  /** What cannot be used is added here. */
  problems: FieldProblem[]
}

/**
 * Narrows a query by the fields of a request. The fields are bounds: the text narrows within them and never beyond; but the week that "latest"
 * stands for gives way to a time that was chosen.
 */
export function narrowedBy(typed: UnderstoodQuery, fields: Narrowing, { names, moment, problems }: Given): UnderstoodQuery {
  const times = timeWordsOf(fields)
  const query = (times === null ? null : withoutNewestWindow(typed)) ?? typed
  const { filters } = query
  const channelIds = (fields.channels ?? []).flatMap((written, at) => channelOf(written, names) ?? noChannel(written, at, problems))
  const userIds = (fields.authors ?? []).flatMap((written, at) => personOf(written, names, `/authors/${at}`, problems) ?? [])
  const { timeZone, today } = moment
  const backMs = fields.daysBack === undefined ? undefined : startOfDay(plusDays(today, 1 - fields.daysBack), timeZone)
  const sinceMs = fields.from === undefined ? undefined : instantOf(fields.from, timeZone, 0)
  const fromMs = latest(filters.fromMs, latest(sinceMs, backMs))
  const toMs = earliest(filters.toMs, fields.to === undefined ? undefined : instantOf(fields.to, timeZone, 1))
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs)
    problems.push({ pointer: pointerOf(fields), detail: 'No time lies between the dates that were given.' })
  const has = new Set(filters.has)
  if (fields.hasLink) has.add('link')
  if (fields.hasFile) has.add('file')
  if (fields.hasCode) has.add('code')
  return {
    ...query,
    ...(times === null ? {} : { timeWords: [query.timeWords, times].filter((words) => words !== undefined).join(', ') }),
    filters: {
      channelIds: within<ChannelId>(
        filters.channelIds,
        channelIds,
        { pointer: '/channels', detail: 'The query names other channels.' },
        problems,
      ),
      userIds: within<UserId>(filters.userIds, userIds, { pointer: '/authors', detail: 'The query names other people.' }, problems),
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
      has: [...has],
      inThread: filters.inThread || (fields.inThread ?? false),
    },
  }
}

/** The field that is named where no time is left. */
const pointerOf = ({ from, to }: Narrowing): string => (to !== undefined ? '/to' : from !== undefined ? '/from' : '/daysBack')

/** The chosen time in words; null when none was chosen. */
function timeWordsOf({ from, to, daysBack }: Narrowing): string | null {
  const said = [
    ...(daysBack === undefined ? [] : [daysBack === 1 ? 'today' : `last ${daysBack} days`]),
    ...(from === undefined ? [] : [`since ${from}`]),
    ...(to === undefined ? [] : [`until ${to}`]),
  ]
  return said.length === 0 ? null : said.join(', ')
}

function channelOf(written: string, { channels }: QueryNames): ChannelId | undefined {
  const bare = written.replace(/^#/, '')
  return channels.get(bare.toLowerCase()) ?? [...channels.values()].find((id) => id === bare.toUpperCase())
}

function noChannel(written: string, at: number, problems: FieldProblem[]): [] {
  problems.push({ pointer: `/channels/${at}`, detail: `There is no channel "${written}" that you can read.` })
  return []
}

function personOf(written: string, { people, user }: QueryNames, pointer: string, problems: FieldProblem[]): UserId | null {
  const id = written.toUpperCase()
  if (user(id) !== undefined) return userId(id)
  const meant = personCalled(written, people)
  if (meant !== 'nobody' && meant !== 'several') return meant
  const detail = meant === 'several' ? `More than one person is called "${written}": give the id.` : `There is nobody called "${written}".`
  problems.push({ pointer, detail })
  return null
}

/** Both lists when one is empty; what both name otherwise. */
function within<Id>(typed: readonly Id[], given: readonly Id[], problem: FieldProblem, problems: FieldProblem[]): Id[] {
  if (typed.length === 0 || given.length === 0) return [...new Set([...typed, ...given])]
  const both = typed.filter((id) => given.includes(id))
  if (both.length === 0) problems.push(problem)
  return both
}

/** An instant as it is; a day by its beginning in the zone, so many days later. */
function instantOf(written: string, timeZone: string, daysLater: number): number {
  if (written.includes('T')) return Date.parse(written)
  const [year = 0, month = 1, day = 1] = written.split('-').map(Number)
  return startOfDay(plusDays({ year, month, day }, daysLater), timeZone)
}

const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
const earliest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
