import { SECTION_LENGTH } from '../block.ts'

const SENTENCE_END = /(?<=[.!?…])\s+|(?<=[。！？])|\n/gu

/** Splits text into pieces that fit, at sentence ends; a sentence that does not fit is split between words, and a word between characters. */
export function splitText(text: string, fits: (piece: string) => boolean): string[] {
  const pieces: string[] = []
  for (let rest = text.trim(); rest !== ''; ) {
    const end = fits(rest) ? rest.length : longestPrefix(rest, fits)
    pieces.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return pieces
}

function longestPrefix(text: string, fits: (piece: string) => boolean): number {
  for (const boundary of [SENTENCE_END, /\s+/gu, /(?:)/gu]) {
    const ends = Array.from(text.matchAll(boundary), (match) => match.index).filter((end) => end > 0)
    const end = ends.findLast((candidate) => fits(text.slice(0, candidate).trim()))
    if (end !== undefined) return end
  }
  return 1
}

/** Joins lines of mrkdwn into texts that each fit a section; no line is longer than that. */
export function packLines(lines: readonly string[], maxLength = SECTION_LENGTH): string[] {
  const packed: string[] = []
  for (const line of lines) {
    const last = packed.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= maxLength) packed[packed.length - 1] = `${last}\n${line}`
    else packed.push(line)
  }
  return packed
}
