import type { QueryIntent, SearchStrategy } from './understood-query.ts'

const WHOLE_PHRASE = /^"[^"]*[\p{L}\p{N}][^"]*"$/u
const ASKS = /^(?:who|whom|whose|what|when|where|why|which|how)(?:'\p{L}+)?(?![\p{L}\p{N}_-])/iu
const ASKS_WHETHER =
  /^(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|isn't|aren't|don't|doesn't|didn't|can't)\s+(?:a|an|any|anybody|anyone|everybody|everyone|he|i|it|my|our|she|somebody|someone|that|the|there|these|they|this|those|we|you|your)(?![\p{L}\p{N}_-])/iu
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** What kind of thing was typed. @param isBoolean whether operators or signs demand or forbid something. */
export function intentOf({ text, isBoolean }: { text: string; isBoolean: boolean }): QueryIntent {
  const words = countWords(text)
  if (words === 0) return 'empty'
  if (WHOLE_PHRASE.test(text)) return 'exact_phrase'
  if (isBoolean) return 'boolean'
  if (ASKS.test(text) || ASKS_WHETHER.test(text) || /[?\uFF1F\u061F][\s"')]*$/.test(text)) return 'question'
  if (words === 1) return 'one_word'
  return words === 2 ? 'two_words' : 'semantic'
}

/** How legs are asked and joined when nobody chose: words that must be met exactly go to the keyword leg alone. */
export function strategyFor(intent: QueryIntent): SearchStrategy {
  switch (intent) {
    case 'question':
    case 'semantic':
      return 'hybrid_rrf'
    case 'two_words':
      return 'hybrid_weighted'
    default:
      return 'keyword'
  }
}

/** Up to three: identifiers count as one word, scripts without spaces are segmented. */
function countWords(text: string): number {
  let words = 0
  for (const [word] of text.slice(0, 2_000).matchAll(/\S*[\p{L}\p{N}]\S*/gu)) {
    words += UNSPACED.test(word) ? [...segmenter.segment(word.slice(0, 100))].filter(({ isWordLike }) => isWordLike).length : 1
    if (words > 2) return words
  }
  return words
}
