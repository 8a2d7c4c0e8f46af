import { INDEX_STOP_WORDS } from '../analysis.ts'
import { outsideQuotes } from '../query/clean-text.ts'
import type { SearchTerms } from '../search-terms.ts'
import type { SynonymGroup } from './synonym-group.ts'
import { wordForm } from './word-form.ts'

/** Further words change little, and each costs a search in the keyword leg. */
const MAX_RELATED = 12
/** Longer questions are texts: they hold their own synonyms. */
const MAX_WORDS = 60
/** Longer ones are no words. */
const MAX_WORD = 50
const PIECE = /\S+/g
/** A plain word or a compound of plain words; what has digits, signs or capitals inside is a name of a thing and means itself. */
const PLAIN = /^(?:[A-Z]?[a-z]+|[A-Z]+)(?:['-][a-z]+)*(?:'s)?$/i
const CAMEL = /[a-z][A-Z]/

type Related = SearchTerms['related']
interface Member {
  text: string
  forms: readonly string[]
  group: number
}
interface Lookup {
  /** By the form of the first word, longer members first. */
  byFirst: ReadonlyMap<string, readonly Member[]>
  members: readonly (readonly Member[])[]
}

const lookups = new WeakMap<readonly SynonymGroup[], Lookup>()

/**
 * Other words for those of a query, from the groups that it touches: at most 12, the groups taking turns, none that the query has already. Words are
 * compared by their forms, phrases before their words; what is related to a phrase counts for each of its words, because they say little one by
 * one: "log in" is any log. Nothing is expanded inside quotes and code, in identifiers, or behind `#` and `@`.
 * @param text a query without filters. @param weight what a related word counts of one that was asked, 0 to 1; 0 gives none.
 */
export function expand(text: string, groups: readonly SynonymGroup[], weight: number): Related {
  if (weight <= 0) return []
  const lookup = lookupOf(groups)
  const runs = plainRuns(text)
  const touched = new Map<number, number>()
  for (const run of runs) {
    for (const { group, forms } of touchedBy(run, lookup)) touched.set(group, Math.max(touched.get(group) ?? 0, forms.length))
  }
  const said = ` ${runs.map((run) => run.map(bare).join(' ')).join(' | ')} `
  const offers = [...touched].map(([group, words]) =>
    (lookup.members[group] ?? [])
      .filter(({ text: member, forms }) => isTelling(member) && !said.includes(` ${forms.join(' ')} `))
      .map((member) => ({ ...member, weight: Math.min(1, weight * words) })),
  )
  const taken = new Map<string, Related[number]>()
  for (let turn = 0; offers.some(({ length }) => length > turn) && taken.size < MAX_RELATED; turn++) {
    for (const offer of offers) {
      const member = offer[turn]
      const key = member?.forms.join(' ') ?? ''
      if (member && taken.size < MAX_RELATED && !taken.has(key)) taken.set(key, { text: member.text, weight: member.weight })
    }
  }
  return [...taken.values()]
}

/** A phrase of which the index keeps one word, because the others are stop words, would find that word: "log in" every log. */
function isTelling(member: string): boolean {
  const words = member.split(/[\s-]+/)
  return words.length === 1 || words.filter((word) => !INDEX_STOP_WORDS.has(word)).length > 1
}

/** Word forms that stand side by side with nothing between that would part them. */
function plainRuns(text: string): string[][] {
  const runs: string[][] = [[]]
  let words = 0
  outsideQuotes(text, (part) => {
    runs.push([])
    for (const [piece] of part.matchAll(PIECE)) {
      const word = piece.length > MAX_WORD ? '' : piece.replace(/^[('*_~]+|[)'*_~.,;:!?]+$/g, '')
      if (++words > MAX_WORDS) break
      if (!PLAIN.test(word) || CAMEL.test(word)) runs.push([])
      else runs.at(-1)?.push(...formsOf(word))
      if (/[.,;:!?)]$/.test(piece)) runs.push([])
    }
    return part
  })
  return runs.filter(({ length }) => length > 0)
}

/** A compound is its words, marked so that a part of it is never taken for a word: `sign-in` can be "sign in", `login-service` is no "login". */
function formsOf(word: string): string[] {
  const parts = word.split('-').filter((part) => part !== '')
  return parts.map((part, at) => wordForm(part) + (parts.length > 1 ? (at < parts.length - 1 ? '-' : '') : ''))
}

function touchedBy(run: readonly string[], { byFirst }: Lookup): Member[] {
  const touched: Member[] = []
  for (let at = 0; at < run.length; ) {
    const found = (byFirst.get(bare(run[at])) ?? []).find((member) => stands(member, run, at))
    if (!found) {
      at++
      continue
    }
    const same = (byFirst.get(bare(run[at])) ?? []).filter(
      (member) => member.forms.length === found.forms.length && stands(member, run, at),
    )
    touched.push(...same)
    at += found.forms.length
  }
  return touched
}

/** Whether a member's words stand here and no compound is cut by it. */
function stands({ forms }: Member, run: readonly string[], at: number): boolean {
  const isCutBefore = run[at - 1]?.endsWith('-') ?? false
  const isCutAfter = run[at + forms.length - 1]?.endsWith('-') ?? false
  return !isCutBefore && !isCutAfter && forms.every((form, offset) => bare(run[at + offset]) === form)
}

const bare = (form: string | undefined): string => form?.replace(/-$/, '') ?? ''

function lookupOf(groups: readonly SynonymGroup[]): Lookup {
  const known = lookups.get(groups)
  if (known) return known
  const members = groups.map(({ members: texts }, group) =>
    texts.map((text): Member => ({ text, forms: text.split(/[\s-]+/).map(wordForm), group })),
  )
  const byFirst = new Map<string, Member[]>()
  for (const member of members.flat()) byFirst.set(member.forms[0] ?? '', [...(byFirst.get(member.forms[0] ?? '') ?? []), member])
  for (const all of byFirst.values()) all.sort((a, b) => b.forms.length - a.forms.length)
  const lookup = { byFirst, members }
  lookups.set(groups, lookup)
  return lookup
}
