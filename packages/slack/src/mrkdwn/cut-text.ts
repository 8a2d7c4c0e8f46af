const SENTENCE_END = /[.!?…](?=\s)|[。！？\n]/gu
const WORD_END = /(?=\s)/gu
const ANY_CHARACTER = /(?:)/gu
const MARK = ' …'

/**
 * Cuts text to the longest part that fits: at a sentence's end, unless that loses more than half of what a cut between words
 * keeps; inside a word only when nothing else fits. A cut is marked with an ellipsis.
 * @param fits must stay false for every longer text once it is false.
 */
export function cutToFit(text: string, fits: (candidate: string) => boolean): string {
  if (fits(text)) return text
  const atSentence = longestFit(text, SENTENCE_END, fits)
  const atWord = longestFit(text, WORD_END, fits)
  if (atSentence.length * 2 >= atWord.length && atSentence !== '') return atSentence
  return atWord || longestFit(text, ANY_CHARACTER, fits)
}

function longestFit(text: string, boundary: RegExp, fits: (candidate: string) => boolean): string {
  const ends = Array.from(text.matchAll(boundary), (match) => match.index + match[0].length)
  const candidate = (index: number) => `${text.slice(0, ends[index]).trimEnd()}${MARK}`
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (fits(candidate(middle))) low = middle + 1
    else high = middle
  }
  return low === 0 || text.slice(0, ends[low - 1]).trim() === '' ? '' : candidate(low - 1)
}
