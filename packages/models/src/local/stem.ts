import porter2 from 'wink-porter2-stemmer'
import { boundedMemo } from './bounded-memo.ts'

/** The stemmer takes time in the square of the length: 10,000 letters hold the event loop for a second. No English word is longer than this. */
const MAX_LETTERS = 40

const remembered = boundedMemo(20_000, porter2)

/** Porter2 stem of a lower-case word; a word of more than 40 letters is its own stem. */
export const stem = (word: string): string => (word.length > MAX_LETTERS ? word : remembered(word))
