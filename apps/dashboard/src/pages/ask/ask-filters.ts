import type { AskedFilters, Input } from '@backscroll/contracts'
import { day, filters, oneOf, words } from '../../filters.ts'

const matching = (form: RegExp) => (raw: unknown) => (typeof raw === 'string' && form.test(raw) ? raw : undefined)

/** What the address of the page may say. */
export const askFilters = filters({
  mode: oneOf(['search']),
  q: words(4_000),
  strategy: oneOf(['keyword', 'semantic', 'hybrid_rrf', 'hybrid_weighted']),
  sources: oneOf(['5', '10', '20', '50']),
  channels: matching(/^[CG][A-Z0-9]{1,30}(,[CG][A-Z0-9]{1,30}){0,99}$/),
  authors: matching(/^[UW][A-Z0-9]{1,30}(,[UW][A-Z0-9]{1,30}){0,99}$/),
  days: matching(/^([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-5])$/),
  from: day,
  to: day,
  has: matching(/^(link|file|code)(,(link|file|code)){0,2}$/),
  answer: words(36),
  /** Of the hits: where this page goes on, and how many come before it. */
  cursor: words(4_000),
  before: matching(/^\d{1,4}$/),
  list: oneOf(['saved']),
  /** Of the own questions: where this page goes on. */
  earlier: words(2_000),
})
export type AskFilterValues = ReturnType<typeof askFilters>

/** A list that stands in an address. */
export const listed = (text: string | undefined): string[] => (text === undefined ? [] : text.split(','))

/** Nothing narrows. */
export const NOT_NARROWED = { channels: undefined, authors: undefined, days: undefined, from: undefined, to: undefined, has: undefined }

/** Whether anything narrows a question or a search. */
export const isNarrowed = (values: AskFilterValues): boolean => Object.keys(NOT_NARROWED).some((name) => name in values)

type Fields = Omit<Input<'ask'>['body'], 'question' | 'follows' | 'maxSources'>

/** The same as fields of a request. */
export function fieldsOf({ channels, authors, days, from, to, has }: AskFilterValues): Fields {
  const traits = listed(has)
  return {
    ...(channels === undefined ? {} : { channels: listed(channels) }),
    ...(authors === undefined ? {} : { authors: listed(authors) }),
    ...(days === undefined ? {} : { daysBack: Number(days) }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(traits.includes('link') ? { hasLink: true } : {}),
    ...(traits.includes('file') ? { hasFile: true } : {}),
    ...(traits.includes('code') ? { hasCode: true } : {}),
  }
}

/** What narrowed an earlier question, as the address says it. */
export function valuesOf(asked: AskedFilters | null): typeof NOT_NARROWED | Partial<AskFilterValues> {
  if (asked === null) return NOT_NARROWED
  const traits = [asked.hasLink && 'link', asked.hasFile && 'file', asked.hasCode && 'code'].filter((trait) => trait !== false)
  return {
    channels: asked.channels.map(({ channelId }) => channelId).join(',') || undefined,
    authors: asked.authors.map(({ userId }) => userId).join(',') || undefined,
    days: asked.daysBack === null ? undefined : String(asked.daysBack),
    from: asked.from?.slice(0, 10),
    to: asked.to?.slice(0, 10),
    has: traits.join(',') || undefined,
  }
}

/** What narrowed an earlier question, in a few words; empty where nothing did. */
export function narrowingInWords(asked: AskedFilters | null): string {
  if (asked === null) return ''
  const { channels, authors, daysBack, from, to, hasLink, hasFile, hasCode, inThread } = asked
  const traits = [hasLink && 'a link', hasFile && 'a file', hasCode && 'code', inThread && 'a thread'].filter((trait) => trait !== false)
  return [
    ...(channels.length > 0 ? [`in ${channels.map(({ name }) => `#${name}`).join(', ')}`] : []),
    ...(authors.length > 0 ? [`by ${authors.map(({ name }) => name).join(', ')}`] : []),
    ...(daysBack === null ? [] : [daysBack === 1 ? 'today' : `last ${daysBack} days`]),
    ...(from === null ? [] : [`from ${from.slice(0, 10)}`]),
    ...(to === null ? [] : [`to ${to.slice(0, 10)}`]),
    ...(traits.length > 0 ? [`with ${traits.join(' and ')}`] : []),
  ].join(', ')
}
