import { identifierWords, STOP_WORDS } from '@backscroll/core'
import { boundedMemo } from './bounded-memo.ts'
import { stem } from './stem.ts'

const MIN_GRAM = 3
const MAX_GRAM = 5
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
/** A longer word is an encoded blob: its first letters are enough to find it, and memory stays bounded. */
const MAX_GRAM_LETTERS = 256
const MAX_REMEMBERED_LETTERS = 40

/** Hashes of a word's features: its stem first, then every 3- to 5-gram of `<word>` (not stemmed), repeats kept. */
type WordFeatures = Uint32Array

/** How often a feature occurs in a text, and whether it is a stem (else a gram). */
export interface FeatureCount {
  count: number
  isStem: boolean
}

/** FNV-1a over the UTF-16 units of `kind` and of `text` from `start` to `end`, then two rounds of a 32-bit finaliser. */
function featureHash(kind: string, text: string, start: number, end: number): number {
  let hash = Math.imul(FNV_OFFSET ^ kind.charCodeAt(0), FNV_PRIME)
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  return hash >>> 0
}

function hashWord(word: string): WordFeatures {
  const stemmed = stem(word)
  const hashes = [featureHash('w', stemmed, 0, stemmed.length)]
  const padded = `<${word.slice(0, MAX_GRAM_LETTERS)}>`
  for (let length = MIN_GRAM; length <= MAX_GRAM; length++) {
    for (let i = 0; i + length <= padded.length; i++) hashes.push(featureHash('c', padded, i, i + length))
  }
  return Uint32Array.from(hashes)
}

const remembered = boundedMemo(20_000, hashWord)

/** The features of a text by hash, in order of first appearance; stop words have none. */
export function featuresOf(text: string): Map<number, FeatureCount> {
  const found = new Map<number, FeatureCount>()
  for (const word of identifierWords(text)) {
    if (STOP_WORDS.has(word)) continue
    const hashes = word.length > MAX_REMEMBERED_LETTERS ? hashWord(word) : remembered(word)
    hashes.forEach((hash, index) => {
      const known = found.get(hash)
      if (known) known.count += 1
      else found.set(hash, { count: 1, isStem: index === 0 })
    })
  }
  return found
}

/** Hash of the stem feature of a word: the key of its document frequency. */
export const stemHash = (stemmed: string): number => featureHash('w', stemmed, 0, stemmed.length)
