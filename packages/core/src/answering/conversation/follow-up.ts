import type { Turn } from '../../ports.ts'
import { contentStems } from '../text/content-stems.ts'
import { visibleText } from '../text/visible-text.ts'
import { ASKING_WORD, asksSomething, CONJUNCTION, ONLY_ASKING_WORD } from './question-words.ts'
import { personIn, subjectOf } from './subject.ts'

const ABOUT =
  /^(?:(?:what|how) about|what of|same (?:question )?for|was ist mit|wie (?:sieht es (?:aus )?mit|ist es mit)|und bei|qu['\u2019]en est-il (?:de|du|pour)|et pour|qué hay de|как насчёт|как насчет|что насчёт|что насчет|что с|а что с)\s+(.+)$/iu
const PLACED =
  /^(in|on|at|for|since|until|before|after|by|during|from|with|without|im|in der|am|für|seit|bei|ab|vor|nach|en|pour|depuis|avec|в|на|для|с|после|до)\s+(.+)$/iu
const THING = /(?<![\p{L}'-])(?:it|this|that|these|those|them|they)(?![\p{L}'-])/iu
const THINGS_OWN = /(?<![\p{L}'-])(?:its|their)(?![\p{L}'-])/iu
const PERSON = /(?<![\p{L}'-])(?:he|she|him|her|his|hers)(?![\p{L}'-])/iu
/** "that" before a clause, "this week": no word that stands for something said before. */
const NO_PRONOUN =
  /(?<![\p{L}'-])(?:that (?=(?:the|a|an|we|i|you|they|he|she|it|our|my|all|every|no)\b)|(?:this|that|these|those) (?=\p{L}{3,})(?!(?:is|are|was|were|will|did|does|do|has|have|had|can|should|would|work|mean|happen|apply|change|again|then|for|from|with|yet|now)\b))/giu
/** "it" that stands for nothing. */
const EMPTY_IT =
  /\b(?:is|was|will|would|does|did) it (?:be )?(?:possible|ok(?:ay)?|true|safe|allowed|necessary|normal|better|worth|supposed|take|cost|matter|make sense)\b.*\b(?:to|that|if)\b/i
/** "they" that stands for several who were named before it in the same question. */
const NAMED_SEVERAL =
  /\b(?:do|did|are|were|can|could|will|should|have|the|our|all|many|most|some|of) (?:\p{L}+ )?\p{L}{3,}s\b.*\b(?:they|them|their)\b/iu
const OTHER_PRONOUN =
  /(?<![\p{L}-])(?:er|sie|es|ihn|ihm|ihr|davon|dafür|dazu|damit|darüber|dort|dies(?:er|es|e)?|elle|elles|ils?|ça|cela|celui-ci|он|она|оно|они|его|её|ее|их|это|этот|туда|там|それ|これ|彼|彼女)(?![\p{L}-])/iu
const MAX_LENGTH = 300
const MAX_TURNS = 6
const MAX_RESULT = 1_000
/** A question with more words of its own stands by itself. */
const OWN_WORDS = 4
const FRAGMENT_WORDS = 6

/** Whether a text asks something that only what was said before makes understandable: "and who owns it?", "in May?", "why?". */
export const isFollowUp = (text: string): boolean => kindOf(clean(text)) !== null

/**
 * Makes a follow-up understandable by itself, without a model: what it points at is filled in from the last question, or from the person its
 * answer names. A question that stands by itself is given back as it is.
 * @param turns oldest first; further back than the last six nothing is looked up. Plain text, untrusted.
 */
export function standaloneQuestion(question: string, turns: readonly Turn[]): string {
  let before: Turn | null = null
  for (const turn of turns.slice(-MAX_TURNS)) before = { question: resolved(turn.question, before), answer: turn.answer }
  return resolved(question, before)
}

function resolved(question: string, before: Turn | null): string {
  const text = clean(question)
  const kind = kindOf(text)
  if (kind === null || before === null) return question.trim()
  const asked = clean(before.question).replace(/[?!.\s]+$/, '')
  const subject = subjectOf(asked)
  return ended(
    filled({ kind, rest: text.replace(CONJUNCTION, '').replace(/[?\uFF1F!.\s]+$/, ''), asked, subject, answer: before.answer }),
  ).slice(0, MAX_RESULT)
}

type Kind = 'about' | 'placed' | 'bare' | 'pronoun' | 'fragment' | 'tied'

function kindOf(text: string): Kind | null {
  if (text.length > MAX_LENGTH || text === '') return null
  const rest = text.replace(CONJUNCTION, '')
  const isTied = rest !== text
  const asks = asksSomething(text)
  const words = rest.split(/\s+/).length
  if (ABOUT.test(rest)) return 'about'
  if (ONLY_ASKING_WORD.test(rest)) return 'bare'
  if (!asks) return null
  if (PLACED.test(rest) && words <= FRAGMENT_WORDS && (isTied || words <= FRAGMENT_WORDS - 2)) return 'placed'
  if (pointsBack(rest)) return 'pronoun'
  if (isTied && !ASKING_WORD.test(rest) && words <= FRAGMENT_WORDS) return 'fragment'
  return isTied && contentStems(rest).length < OWN_WORDS ? 'tied' : null
}

/** A word that stands for something said before, in a question that says little itself and nothing before that word. */
function pointsBack(text: string): boolean {
  const own = contentStems(text)
  if (own.length >= OWN_WORDS) return false
  if (OTHER_PRONOUN.test(text) && own.length <= 2) return true
  const plain = text.replaceAll(NO_PRONOUN, ' ')
  const place = [THING, THINGS_OWN, PERSON].map((pattern) => plain.search(pattern)).filter((at) => at >= 0)
  if (place.length === 0 || EMPTY_IT.test(text) || NAMED_SEVERAL.test(text)) return false
  return contentStems(plain.slice(0, Math.min(...place))).length < 2
}

interface Filling {
  kind: Kind
  rest: string
  asked: string
  subject: string
  answer: string
}

function filled({ kind, rest, asked, subject, answer }: Filling): string {
  switch (kind) {
    case 'about':
      return instead(asked, subject, ABOUT.exec(rest)?.[1] ?? rest)
    case 'fragment':
      return instead(asked, subject, rest)
    case 'placed':
      return placed(asked, rest)
    case 'pronoun':
      return withSubject(rest, subject || asked, answer)
    default:
      return aside(rest, subject || asked)
  }
}

/** The same question about something else. */
function instead(asked: string, subject: string, other: string): string {
  const at = subject === '' ? -1 : asked.lastIndexOf(subject)
  return at < 0 ? aside(asked, other) : asked.slice(0, at) + other + asked.slice(at + subject.length)
}

/** The same question with another time or place: one that begins with the same word gives way. */
function placed(asked: string, place: string): string {
  const word = PLACED.exec(place)?.[1] ?? ''
  const old = new RegExp(`\\s${word}\\s+(?:the\\s+|last\\s+|next\\s+)?[\\p{L}\\p{N}-]+(?:\\s+\\d+)?$`, 'iu')
  return `${asked.replace(old, '')} ${place}`
}

function withSubject(text: string, subject: string, answer: string): string {
  const person = PERSON.test(text) ? personIn(answer) : ''
  const hidden = text.replaceAll(NO_PRONOUN, (match) => match.replaceAll(/\p{L}/gu, '\u0000'))
  const swap = (pattern: RegExp, words: string): string | null => {
    const match = pattern.exec(hidden)
    return match ? text.slice(0, match.index) + words + text.slice(match.index + match[0].length) : null
  }
  const own = person === '' ? null : swap(/(?<![\p{L}'-])(?:his|her(?=\s\p{L}))(?![\p{L}'-])/iu, `${person}'s`)
  if (own !== null) return own
  if (person !== '') return swap(PERSON, person) ?? aside(text, person)
  return swap(THINGS_OWN, `${subject}'s`) ?? swap(THING, subject) ?? aside(text, subject)
}

const aside = (text: string, subject: string): string => (subject === '' ? text : `${text} (${subject})`)
const ended = (text: string): string => `${text.replaceAll(/\s+/g, ' ').trim()}?`
const clean = (text: string): string => visibleText(text.slice(0, MAX_RESULT)).replaceAll(/\s+/g, ' ').trim()
