import { contentStems } from '../text/content-stems.ts'
import { sentencesOf } from '../text/sentences.ts'
import { openItem } from './open-item.ts'

/** One message of a thread. Text is canonical plain text, untrusted. */
export interface ThreadMessage {
  id: string
  /** Name of whoever wrote it. */
  author: string
  text: string
  postedAtMs: number
}

/** A sentence of a message, word for word. */
export interface SummaryQuote {
  messageId: string
  text: string
}

/** What a thread comes to, all of it quoted. Each list is in the order of the thread; a sentence stands in one of them. */
export interface ThreadSummary {
  points: SummaryQuote[]
  /** What was decided; the newest are kept. */
  decisions: SummaryQuote[]
  /** What somebody still has to do, or to answer. `owner` is the name of the person as it is written, null when nobody is named. */
  openItems: (SummaryQuote & { owner: string | null })[]
}

const DECIDES =
  /\b(?:decided|decision|we(?:'ll| will| are going to|'re going to) (?:go with|use|ship|move|keep|drop|do|stick|take|start|stop|switch)|let['\u2019]?s (?:go with|do|use|keep|ship|drop|stick|take|switch)|agreed|approved|signed off|settled on|going with|final(?:ly)?:|consensus|conclusion|resolved:|it(?:'s| is) (?:a )?(?:go|no-go|decided|settled|final))\b|\bentschieden|\bbeschlossen|\bentscheidung\b|\bwir (?:nehmen|machen|bleiben|verschieben)\b|\bgenehmigt|\bdécidé|\bon part sur\b|\bvalidé|\bapprouvé/iu
const DECIDES_WITHOUT_EDGES = /решили|решено|договорились|утвердили|утверждено|согласовано|決定|決まり|承認|でいきます/iu
const UNDECIDED =
  /\b(?:not|never|no|haven['\u2019]t|hasn['\u2019]t|wasn['\u2019]t|isn['\u2019]t|nothing|should we|shall we|have we|if we)\b[^.!?]{0,30}\b(?:decided|decision|agreed|approved|settled)\b|\?\s*$/iu
const MAX_MESSAGES = 2_000
const MAX_TEXT = 4_000
const MAX_SENTENCE = 400
const MAX_DECISIONS = 5
const MAX_OPEN = 6
const MAX_POINTS = 5

interface Said extends SummaryQuote {
  at: number
  author: string
  stems: ReadonlySet<string>
}

/**
 * Sums a thread up without a model: decisions and open items are told by their words, points are the sentences that share most with the rest of
 * the thread; its first sentence is always one. Questions that nobody answered afterwards are open.
 * @param messages in order, the root first; further than 2,000 nothing is read.
 */
export function threadSummary(messages: readonly ThreadMessage[]): ThreadSummary {
  const said = messages.slice(-MAX_MESSAGES).flatMap(sentencesIn)
  const decisions = said.filter(({ text }) => isDecision(text)).slice(-MAX_DECISIONS)
  const taken = new Set(decisions)
  const open = said
    .filter((each) => !taken.has(each))
    .flatMap((each) => {
      const item = openItem(each.text, { author: each.author, isAnswered: isAnswered(each, messages.slice(-MAX_MESSAGES)) })
      return item ? [{ each, owner: item.owner }] : []
    })
    .slice(-MAX_OPEN)
  for (const { each } of open) taken.add(each)
  const points = pointsOf(said, taken)
  // in a short thread nothing is said twice: its own beginning says what it is about
  const isBare = points.length + decisions.length + open.length === 0
  return {
    points: (isBare ? said.slice(0, MAX_POINTS) : points).map(quoteOf),
    decisions: decisions.map(quoteOf),
    openItems: open.map(({ each, owner }) => ({ ...quoteOf(each), owner })),
  }
}

const quoteOf = ({ messageId, text }: SummaryQuote): SummaryQuote => ({ messageId, text })

function sentencesIn({ id, author, text }: ThreadMessage, at: number): Said[] {
  const start = text.slice(0, MAX_TEXT)
  return sentencesOf(start).flatMap(({ start: from, end }) => {
    const sentence = start.slice(from, end)
    const stems = new Set(contentStems(sentence))
    return sentence.length > MAX_SENTENCE || stems.size === 0 ? [] : [{ messageId: id, text: sentence, at, author, stems }]
  })
}

const isDecision = (text: string): boolean => (DECIDES.test(text) || DECIDES_WITHOUT_EDGES.test(text)) && !UNDECIDED.test(text)

/** Somebody else wrote later. */
const isAnswered = (said: Said, messages: readonly ThreadMessage[]): boolean =>
  messages.slice(said.at + 1).some(({ author }) => author !== said.author)

/** By the mean weight of the words that other messages use, too; long sentences gain nothing by their length. A sentence that says the same as a better one is left out. */
function pointsOf(said: readonly Said[], taken: ReadonlySet<Said>): Said[] {
  const messagesWith = new Map<string, Set<string>>()
  for (const { stems, messageId } of said)
    for (const stem of stems) messagesWith.set(stem, (messagesWith.get(stem) ?? new Set()).add(messageId))
  const worth = ({ stems, at }: Said): number => {
    const shared = [...stems].reduce((sum, stem) => sum + Math.log(messagesWith.get(stem)?.size ?? 1), 0)
    return at === 0
      ? Number.MAX_VALUE / (1 + said.findIndex((each) => each.at === 0 && each.stems === stems))
      : shared / Math.sqrt(stems.size + 2)
  }
  const ranked = said
    .filter((each) => !taken.has(each) && !/[?\uFF1F]\s*$/.test(each.text))
    .map((each) => ({ each, worth: worth(each) }))
    .filter((entry) => entry.worth > 0)
    .sort((a, b) => b.worth - a.worth)
  const chosen: Said[] = []
  for (const { each } of ranked) {
    if (chosen.length === MAX_POINTS) break
    if (each.at === 0 && chosen.some((other) => other.at === 0)) continue
    if (!chosen.some((other) => isSame(other.stems, each.stems))) chosen.push(each)
  }
  return chosen.sort((a, b) => said.indexOf(a) - said.indexOf(b))
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].filter((stem) => b.has(stem)).length >= 0.7 * Math.min(a.size, b.size)
