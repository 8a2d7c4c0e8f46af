import { unheldClaim } from '../facts/claims.ts'
import { MONTHS, oneOf } from '../facts/day-words.ts'
import type { Evidence } from '../facts/evidence.ts'
import type { KnownNames } from '../facts/names.ts'
import { supportOf } from '../facts/support.ts'
import { foldedText } from '../text/folded-text.ts'
import { type Language, languageOf } from '../text/languages.ts'
import { decoded, neutralQuote, neutralText, withoutSourceMarkers } from '../text/neutral-text.ts'
import { isAddressedToModel, recitesRules } from './addressed-to-model.ts'
import { linksIn, plainLinks } from './closed-links.ts'
import { holdsQuote, quotesIn } from './quotes.ts'
import type { DropReason } from './statement.ts'

/** A sentence that holds, or why it does not. */
export type CheckedSentence = { kind: 'holds'; text: string; support: number | null } | { kind: 'fails'; reason: DropReason }

/** What is the same for every sentence of an answer. */
export interface AnswerSetting extends KnownNames {
  /** The question in lower case. */
  askedText: string
  /** The question's content words, by their stems. */
  askedStems: ReadonlySet<string>
  /** Language of the question, for sentences that are too short to tell. */
  language: Language | null
}

const FENCE_LINE = /^```[\w+#.-]{0,20}[ \t]*\n/
const LEAD = new RegExp(
  `^\\s*(?:(?:#{1,6}|>|[-*+\\u2022\\u25E6\\u25AA\\u2013])\\s+|>|\\d{1,3}[.)]\\s+(?!(?:${oneOf(MONTHS)})(?!\\p{L}))|[a-z]\\)\\s+|\\[[ x]\\]\\s+){0,4}`,
  'iu',
)
const CODE = /(`[^`\n]+`)/
const JSON_LIKE = /[{[]\s*"[^"\n]{1,60}"\s*:/
const MAX_TEXT = 1_500
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
  const support = supportOf(prose, evidence, { language, asked: setting.askedStems })
  return support.isAboutThem ? { kind: 'holds', text, support: support.share } : fails('unsupported')
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
    .replaceAll(/(?<!<)<+(?=[!@#])/g, '')
    .trim()

const shownLead = (lead: string): string => {
  const number = /(\d{1,3})[.)]/.exec(lead)?.[1]
  if (number !== undefined) return `${number}. `
  return /[-*+\u2022\u25E6\u25AA\u2013]/.test(lead) ? '\u2022 ' : ''
}
