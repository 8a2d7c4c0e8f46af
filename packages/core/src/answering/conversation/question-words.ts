const WH =
  'who|whom|whose|what|when|where|why|which|how(?: (?:many|much|long|often|soon|far))?|since when|until when|wer|wen|wem|wessen|was|wann|wo|warum|wieso|welche[rsn]?|wie(?: (?:viele?|lange|oft))?|seit wann|bis wann|qui|quand|où|pourquoi|combien|comment|quel(?:le)?s?|que|quién|cuándo|dónde|por qué|cómo|cuánto|кто|кого|кому|что|когда|где|почему|зачем|какой|какая|какие|сколько|как'
const AUX =
  "is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|may|must|isn't|aren't|don't|doesn't|didn't|ist|sind|war|hat|haben|kann|können|soll|wird|muss|est|sont|a|ont|peut"
const EDGE = "(?![\\p{L}'])"

/** A word that asks, at the beginning of a text. */
export const ASKING_WORD = new RegExp(`^(?:${WH})${EDGE}`, 'iu')
/** A text that is nothing but such a word. */
export const ONLY_ASKING_WORD = new RegExp(`^(?:${WH})(?: (?:so|not|else|exactly|then|says|genau|denn))?\\s*\\??$`, 'iu')
/** What stands before that which is asked about: asking word, helping verb and person. */
export const QUESTION_HEAD = new RegExp(
  `^(?:(?:${WH})${EDGE}\\s*)?(?:(?:'s|${AUX})${EDGE}\\s+)?(?:(?:i|we|you|they|one|people|ich|wir|man|on|nous)${EDGE}\\s+)?`,
  'iu',
)
export const AUXILIARY = new RegExp(`^(?:${AUX})${EDGE}`, 'iu')
/** A word that ties a text to what was said before. */
export const CONJUNCTION = /^(?:(?:and|but|so|also|or|ok(?:ay)?|then|hm+|und|aber|oder|et|mais|y|pero|а|и|но)(?![\p{L}'])[\s,]*)+/iu

/** Whether a text asks something, by its mark or by its first word. */
export function asksSomething(text: string): boolean {
  const rest = text.trim().replace(CONJUNCTION, '')
  return /[?\uFF1F\u061F][\s"')]*$/.test(text) || ASKING_WORD.test(rest) || (AUXILIARY.test(rest) && rest.split(/\s+/).length > 2)
}
