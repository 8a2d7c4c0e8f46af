import { QUESTION_HEAD } from './question-words.ts'

const DETERMINER =
  /(?<![\p{L}])(?:(?:the|our|my|your|their|a|an|der|die|das|den|dem|des|unser\p{L}*|le|la|les|l'|notre|nos|el|los|las)(?![\p{L}])\s*|l['\u2019])/giu
const VERB =
  /^(?:owns?|maintains?|runs?|leads?|decided|wrote|said|approved|handles?|uses?|needs?|about|happened to|happens to|besitzt|betreut|verantwortet|gère|владеет|отвечает за)\s+/iu
/** What follows what is asked about and says when. */
const TIME_TAIL =
  /\s+(?:in|on|at|by|since|until|before|after|during|im|am|seit|bis|en|в|с|до)\s+(?:\p{Lu}\p{L}+|\d[\d.:/-]*(?:st|nd|rd|th)?|last|next|this|the)(?:\s+\p{L}+)?$|\s+(?:today|tomorrow|yesterday|(?:last|next|this) \p{L}+)$/iu
const MAX_WORDS = 12

/** What a question asks about, in its own words: `the billing rewrite` of "when do we ship the billing rewrite?". Empty when it says nothing. */
export function subjectOf(question: string): string {
  const text = question
    .trim()
    .replace(/[?!.\s]+$/, '')
    .replace(TIME_TAIL, '')
  const determined = lastDetermined(text)
  if (determined !== '') return determined
  const rest = text.replace(QUESTION_HEAD, '').replace(VERB, '').trim()
  return rest.split(/\s+/).length > MAX_WORDS ? '' : rest
}

/** From the last article on, or from one before it that an "of" ties to it. */
function lastDetermined(text: string): string {
  const places = [...text.matchAll(DETERMINER)].map(({ index }) => index)
  let start = places.at(-1)
  if (start === undefined) return ''
  for (const place of places.slice(0, -1).reverse()) {
    if (!/\b(?:of|von|de|du)\s+$/iu.test(text.slice(place, start))) break
    start = place
  }
  const phrase = text.slice(start).trim()
  return phrase.split(/\s+/).length > MAX_WORDS ? '' : phrase
}

/** A person whom an answer names: the first capitalised word inside of a sentence, or the first of all before a verb. */
export function personIn(answer: string): string {
  const first = /^(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?)\s(?:owns|said|says|decided|is|was|leads|wrote|will|approved|has|ist|hat)\b/u.exec(
    answer.trim(),
  )?.[1]
  if (first && !/^(?:The|This|That|It|There|We|They|He|She|Our|A|An|Der|Die|Das|Es)\b/.test(first)) return first
  return /(?<=\p{Ll}\s)(?:by\s|with\s)?(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?)/u.exec(answer)?.[1] ?? ''
}
