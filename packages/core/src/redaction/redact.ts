import { findCards } from './find-cards.ts'
import { findEmails } from './find-emails.ts'
import { findPhones } from './find-phones.ts'
import { findSecrets } from './find-secrets.ts'
import type { Found } from './found.ts'

/** What stands in a text instead of what was taken out. */
const PLACEHOLDER = /\[(?:email|phone|card|secret)\]/

/** The first one names what several have found at one place: a key may hold what looks like a number. */
const FINDERS: readonly ((text: string) => Found[])[] = [findSecrets, findEmails, findCards, findPhones]

/**
 * Takes mail addresses, phone numbers, numbers of payment cards and keys out of a text; `[email]`, `[phone]`, `[card]` and `[secret]` stand in
 * their place. Pure, linear in the length of the text, and the same when it is done twice.
 */
export function redacted(text: string): string {
  let [done, at] = ['', 0]
  for (const { kind, start, end } of foundIn(text)) {
    done += `${text.slice(at, start)}[${kind}]`
    at = end
  }
  return at === 0 ? text : done + text.slice(at)
}

/** Whether something was taken out of a text, or it reads like that. */
export const holdsPlaceholder = (text: string): boolean => PLACEHOLDER.test(text)

/** What is taken out of a text, by its placeholder, in its order. */
export const takenOutOf = (text: string): { placeholder: string; original: string }[] =>
  foundIn(text).map(({ kind, start, end }) => ({ placeholder: `[${kind}]`, original: text.slice(start, end) }))

/**
 * Puts back what was taken out, as far as it can be told: of a kind of which the texts held one and the same.
 * @param texts those that were redacted.
 */
export function restored(said: string, texts: readonly string[]): string {
  if (!holdsPlaceholder(said)) return said
  const originals = Map.groupBy(texts.flatMap(takenOutOf), ({ placeholder }) => placeholder)
  let done = said
  for (const [placeholder, found] of originals) {
    const [only, ...others] = new Set(found.map(({ original }) => original))
    if (only !== undefined && others.length === 0) done = done.replaceAll(placeholder, () => only)
  }
  return done
}

/**
 * What stood in place of a part of a redacted text; the part itself when it is none of it.
 * @param text as it was before. @param part of `redacted(text)`, word for word.
 */
export function unredactedPart(text: string, part: string): string {
  const at = holdsPlaceholder(part) ? redacted(text).indexOf(part) : -1
  if (at < 0) return part
  // how much longer the text was before each place of the redacted one
  let [shift, from, to] = [0, at, at + part.length]
  for (const { kind, start, end } of foundIn(text)) {
    const [place, width] = [start - shift, kind.length + 2]
    shift += end - start - width
    if (place + width <= at) from = at + shift
    if (place + width <= at + part.length) to = at + part.length + shift
  }
  return text.slice(from, to)
}

/** In the order of the text; what overlaps is one, so that nothing of it is left. */
function foundIn(text: string): Found[] {
  const all = FINDERS.flatMap((find, rank) => find(text).map((found) => ({ ...found, rank })))
  const kept: typeof all = []
  for (const each of all.toSorted((a, b) => a.start - b.start)) {
    const last = kept.at(-1)
    if (!last || each.start >= last.end) kept.push(each)
    else kept[kept.length - 1] = { ...(each.rank < last.rank ? each : last), start: last.start, end: Math.max(last.end, each.end) }
  }
  return kept
}
