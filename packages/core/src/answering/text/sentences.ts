import { isAbbreviation } from './abbreviations.ts'

/** A sentence, list item or code block, by its place in the text: UTF-16 offsets, white space around it left out. */
export interface Sentence {
  start: number
  end: number
}

/** Finds sentences in a text that is still being written. */
export interface SentenceCutter {
  /** Everything that was added. */
  text: () => string
  /** @returns the sentences that are known to have ended by now. Nothing that is added later changes them. */
  add: (text: string) => Sentence[]
  /** @returns the rest. `isWhole` is false for a last sentence that has no end and may be broken off. */
  end: () => (Sentence & { isWhole: boolean })[]
}

/** A sentence without an end is cut here, at a space: reading stays linear for any text. */
const MAX_SENTENCE = 2_000
/** A fenced block may be longer. */
const MAX_BLOCK = 6_000
const FENCE = '```'
const ENDS = /[.!?\u2026]/
const CJK_ENDS = /[\u3002\uFF01\uFF1F\uFF61]/
/** Quotes, brackets and numbers of sources that still belong to the sentence. */
const CLOSER = /["'\u201D\u2019\u00BB)\]*_\u300D\u300F\uFF09\u3011]/
const MARKER = /\[[\w ,;:-]{1,24}\]|\u3010[^\u3011\n]{1,24}\u3011/y
const MAX_SPACES = 8
/** So many letters of the next word are looked at after a number: a month may follow. After a word the first one tells. */
const NEXT = 8
const UNKNOWN = -1
const NONE = -2

/**
 * Cuts a text into sentences while it arrives, in any pieces, with the same result. Line breaks end sentences, list items and headings; a fence
 * of three backticks makes one block. `10:30:45`, `v2.3.1`, addresses, abbreviations, initials, list numbers and inline code are not cut.
 */
export function sentenceCutter(): SentenceCutter {
  let text = ''
  let start = 0
  let at = 0
  let isInCode = false

  const cut = (end: number): Sentence[] => {
    const part = text.slice(start, end)
    const from = start + (part.length - part.trimStart().length)
    const to = start + part.trimEnd().length
    start = end
    at = end
    isInCode = false
    return to > from ? [{ start: from, end: to }] : []
  }

  const scan = (isFinal: boolean): Sentence[] => {
    const found: Sentence[] = []
    while (at < text.length) {
      const stop = stopAt(isFinal)
      if (stop === UNKNOWN) break
      if (stop === NONE) at += 1
      else found.push(...cut(stop))
    }
    return found
  }

  /** Where the sentence ends if it ends at `at`. */
  const stopAt = (isFinal: boolean): number => {
    const sign = text[at] ?? ''
    if (sign === '`') return atBacktick(isFinal)
    if (sign === '\n') return at + 1
    if (at - start >= MAX_SENTENCE) return lastSpace()
    if (isInCode) return NONE
    if (CJK_ENDS.test(sign)) return afterClosers(at + 1, isFinal)
    return ENDS.test(sign) ? atStop(isFinal) : NONE
  }

  /** A fence ends what stands before it; its block ends with the next fence, and is cut when it becomes too long. */
  const atBacktick = (isFinal: boolean): number => {
    if (!isFinal && at + FENCE.length > text.length && FENCE.startsWith(text.slice(at))) return UNKNOWN
    if (!text.startsWith(FENCE, at)) {
      isInCode = !isInCode
      return NONE
    }
    if (text.slice(start, at).trim() !== '') return at
    const window = text.slice(at, at + MAX_BLOCK)
    const close = window.indexOf(FENCE, FENCE.length)
    if (close >= 0) return at + close + FENCE.length
    if (window.length < MAX_BLOCK && !isFinal) return UNKNOWN
    return at + window.length
  }

  const lastSpace = (): number => {
    const space = text.lastIndexOf(' ', at)
    if (space > start) return space + 1
    return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at
  }

  /** Only white space after a stop, and not after an abbreviation, makes it an end. */
  const atStop = (isFinal: boolean): number => {
    const after = afterClosers(at + 1, isFinal)
    if (after === UNKNOWN) return UNKNOWN
    let next = after
    while (next < text.length && next - after <= MAX_SPACES && /[ \t\u00A0]/.test(text[next] ?? '')) next += 1
    if (next === text.length && !isFinal) return UNKNOWN
    if (next === text.length || text[next] === '\n' || next - after > MAX_SPACES) return after
    if (next === after) return CJK.test(text[next] ?? '') && text[at] !== '.' ? after : NONE
    if (text[at] !== '.') return after
    const word = wordBefore()
    if (/\d$/.test(word) && text.length < next + NEXT && !isFinal) return UNKNOWN
    return isNumberOfItem() || isAbbreviation(word, text.slice(next, next + NEXT)) ? NONE : after
  }

  const afterClosers = (from: number, isFinal: boolean): number => {
    let end = from
    while (end < from + 40) {
      if (end === text.length) return isFinal ? end : UNKNOWN
      const sign = text[end] ?? ''
      if (sign === '[' || sign === '\u3010') {
        MARKER.lastIndex = end
        const length = MARKER.exec(text)?.[0].length
        if (length === undefined) {
          // a marker may still be arriving
          if (text.length < end + 26 && !isFinal) return UNKNOWN
          return end
        }
        end += length
      } else if (CLOSER.test(sign) || ENDS.test(sign) || CJK_ENDS.test(sign)) end += 1
      else return end
    }
    return end
  }

  const wordBefore = (): string => /\S*$/.exec(text.slice(Math.max(start, at - 30), at))?.[0] ?? ''
  const isNumberOfItem = (): boolean => at - start <= 12 && /^\s*(?:[>*•-]\s*)?(?:\d{1,3}|[a-z])$/i.test(text.slice(start, at))

  return {
    text: () => text,
    add(more) {
      text += more
      return scan(false)
    },
    end() {
      const found = scan(true).map((sentence) => ({ ...sentence, isWhole: true }))
      // what the scan has not ended runs to the end of the text: whole only when it is closed by a stop, which the scan would have seen
      const rest = cut(text.length).map((sentence) => ({ ...sentence, isWhole: false }))
      return [...found, ...rest]
    },
  }
}

const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

/** The sentences of a text that is there as a whole. */
export function sentencesOf(text: string): Sentence[] {
  const cutter = sentenceCutter()
  return [...cutter.add(text), ...cutter.end()].map(({ start, end }) => ({ start, end }))
}
