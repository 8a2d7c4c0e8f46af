import { isAddressedToModel, recitesRules } from './addressed-to-model.ts'
import { unheldClaim } from './claims.ts'
import { linksIn, plainLinks } from './closed-links.ts'
import { contentStems } from './content-stems.ts'
import type { Evidence } from './evidence.ts'
import { foldedText } from './folded-text.ts'
import { type Language, languageOf } from './languages.ts'
import type { KnownNames } from './names.ts'
import { decoded, neutralQuote, neutralText, withoutSourceMarkers } from './neutral-text.ts'
import { holdsQuote, quotesIn } from './quotes.ts'
import type { DropReason } from './statement.ts'
import { supportOf } from './support.ts'

/** A sentence that holds, or why it does not. */
export type CheckedSentence = { kind: 'holds'; text: string; support: number | null } | { kind: 'fails'; reason: DropReason }

/** What is the same for every sentence of an answer. */
export interface AnswerSetting extends KnownNames {
  /** The question in lower case. */
  askedText: string
  /** Language of the question, for sentences that are too short to tell. */
  language: Language | null
}

const FENCE_LINE = /^```[\w+#.-]{0,20}[ \t]*\n/
const LEAD = /^\s*(?:(?:#{1,6}|>|[-*+\u2022\u25E6\u25AA\u2013])\s+|>|\d{1,3}[.)]\s+|[a-z][.)]\s+|\[[ x]\]\s+){0,4}/i
const CODE = /(`[^`\n]+`)/
const JSON_LIKE = /[{[]\s*"[^"\n]{1,60}"\s*:/
const MAX_TEXT = 1_500
/** Fewer of a sentence's words in its sources, and it is about something else; below this many words nothing can be said. */
const MIN_SUPPORT = 0.2
const MIN_WORDS = 4

const fails = (reason: DropReason): CheckedSentence => ({ kind: 'fails', reason })

/**
 * Checks one sentence of a model against the sources that it cites. What is checked is the neutral text that will be seen, so nothing appears only
 * after the check. @param raw as the model wrote it. @param evidence of the cited sources, one at least. More evidence never makes it fail.
 */
export function checkSentence(raw: string, evidence: readonly Evidence[], setting: AnswerSetting): CheckedSentence {
  const readable = decoded(raw)
  if (raw.startsWith('```')) return checkBlock(readable, evidence)
  const lead = LEAD.exec(readable)?.[0] ?? ''
  const parts = plainLinks(readable.slice(lead.length)).split(CODE)
  const pieces = parts.map((part, at) => (at % 2 === 1 ? codeOf(part) : sentencePart(part)))
  const body = tidy(pieces.join(''))
  const prose = tidy(parts.map((part, at) => (at % 2 === 1 ? ' ' : sentencePart(part))).join(''))
  if (!/[\p{L}\p{N}]/u.test(body)) return fails('stray')
  if (body.length > MAX_TEXT) return fails('long')
  if (JSON_LIKE.test(prose)) return fails('stray')
  if (isAddressedToModel(body) || isAddressedToModel(readable) || recitesRules(body)) return fails('instruction')
  const codes = parts.filter((_, at) => at % 2 === 1).map((part) => part.slice(1, -1))
  if (!codes.every((code) => evidence.some((each) => holdsQuote(each.verbatim, code)))) return fails('quote')
  const quotes = lead.includes('>') ? [prose] : quotesIn(prose)
  if (!quotes.every((quote) => evidence.some((each) => holdsQuote(each.folded, quote)))) return fails('quote')
  if (!linksIn(prose).every((link) => evidence.some((each) => each.links.has(link)))) return fails('link')
  return checkClaims(`${shownLead(lead)}${body}`, prose, evidence, setting)
}

function checkClaims(text: string, prose: string, evidence: readonly Evidence[], setting: AnswerSetting): CheckedSentence {
  const language = languageOf(prose) ?? setting.language
  const claim = unheldClaim(prose, evidence, { ...setting, language })
  if (claim) return fails(claim.kind)
  const support = supportOf(prose, evidence, language)
  const isAboutThem = support === null || support >= MIN_SUPPORT || contentStems(prose).length < MIN_WORDS
  return isAboutThem ? { kind: 'holds', text, support } : fails('unsupported')
}

/** Code stands word for word in one source, or not at all. */
function checkBlock(block: string, evidence: readonly Evidence[]): CheckedSentence {
  const inner = FENCE_LINE.test(block) ? block.replace(FENCE_LINE, '') : block.replace(/^```/, '')
  const code = inner.replaceAll('```', '').replace(/^\n+/, '').trimEnd()
  if (code === '') return fails('stray')
  if (isAddressedToModel(code)) return fails('instruction')
  const folded = foldedText(code)
  const isHeld = evidence.some(({ verbatim }) => verbatim.includes(folded))
  return isHeld ? { kind: 'holds', text: `\`\`\`\n${neutralQuote(code)}\n\`\`\``, support: 1 } : fails('quote')
}

const codeOf = (part: string): string => `\`${neutralQuote(part.slice(1, -1))}\``

/** Keeps the spaces at the edges: code stands between parts. */
const sentencePart = (part: string): string => {
  const text = neutralText(withoutSourceMarkers(part).replaceAll('`', ''))
  return `${/^\s/.test(part) ? ' ' : ''}${text}${/\s$/.test(part) ? ' ' : ''}`
}

const tidy = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\(\s*\)|\[\s*\]/g, '')
    .replaceAll(/<+(?=[!@#])/g, '')
    .trim()

const shownLead = (lead: string): string => {
  const number = /(\d{1,3})[.)]/.exec(lead)?.[1]
  if (number !== undefined) return `${number}. `
  return /[-*+\u2022\u25E6\u25AA\u2013]/.test(lead) ? '\u2022 ' : ''
}
