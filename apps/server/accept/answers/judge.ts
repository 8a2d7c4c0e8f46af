import { neutralQuote } from '@backscroll/core'
import type { FakeSlack } from '@backscroll/fake-slack'
import { opensIn } from '../../test/world/opens-in.ts'
import type { Shown } from './read-shown.ts'

/** What was looked at in answers, and what did not hold. */
export interface Judgement {
  links: number
  linksOpen: number
  quotes: number
  quotesHold: number
  /** In words, for whoever looks into it. */
  troubles: string[]
}

/** Who sees an answer. */
export interface Seen {
  shown: Shown
  teamId: string
  asker: string
  /** Everybody who may come to read it, the asker among them. */
  audience: readonly string[]
}

export interface Evidence {
  slack: FakeSlack
  /** Canonical text of a live message as it is stored, by `channel:ts`. */
  texts: ReadonlyMap<string, string>
}

/** Opens every link as the asker, asks for every other reader whether they may, and looks for every quote in the message that it names. */
export async function judge({ slack, texts }: Evidence, { shown, asker, audience }: Seen): Promise<Judgement> {
  const found: Judgement = { links: 0, linksOpen: 0, quotes: 0, quotesHold: 0, troubles: [] }
  for (const link of shown.links) {
    found.links += 1
    const place = placeOf(link)
    const others = audience.filter((person) => !slack.world.canSee(place.channelId, person))
    const opens = await opensIn(slack, link, asker)
    if (opens && others.length === 0) found.linksOpen += 1
    else found.troubles.push(`${link} ${opens ? `is closed to ${others.join(', ')}` : `does not open for ${asker}`}`)
  }
  for (const { quote, link } of shown.quotes) {
    found.quotes += 1
    const { channelId, ts } = placeOf(link)
    if (isQuoteOf(quote, texts.get(`${channelId}:${ts}`) ?? '')) found.quotesHold += 1
    else found.troubles.push(`${link} does not say "${quote}"`)
  }
  return found
}

/** Adds up. */
export const both = (a: Judgement, b: Judgement): Judgement => ({
  links: a.links + b.links,
  linksOpen: a.linksOpen + b.linksOpen,
  quotes: a.quotes + b.quotes,
  quotesHold: a.quotesHold + b.quotesHold,
  troubles: [...a.troubles, ...b.troubles],
})

/** The message that a permalink names. */
export function placeOf(link: string): { channelId: string; ts: string } {
  const [, channelId = '', seconds = '', micros = ''] = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/.exec(link) ?? []
  return { channelId, ts: `${seconds}.${micros}` }
}

/** Word for word, but for white space and signs that Slack would act on; the end may be left out. */
const isQuoteOf = (quote: string, text: string): boolean => folded(text).includes(folded(quote.replace(/\s*…$/, '')))

const folded = (text: string): string => neutralQuote(text).replaceAll('`', "'").replaceAll(/\s+/g, ' ').trim()
