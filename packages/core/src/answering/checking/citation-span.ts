/** How the place of a citation was found: as the provider counts, or by looking for its text, or only roughly. */
export type SpanKind = 'utf16' | 'codePoint' | 'nearby' | 'sentence'

/** A stretch of the answer: UTF-16 offsets. */
export interface CitationSpan {
  start: number
  end: number
  kind: SpanKind
}

/** Offsets that are wrong by more than this are looked for in the whole answer. */
const NEAR = 200
const MAX_CITED = 4_000

/**
 * Finds what a citation means in the text so far. Offsets are tried as UTF-16 units, then as code points, which differ after an emoji; then the
 * cited text is looked for, nearest to the offset first. With nothing else the place counts roughly, so that the source goes to that sentence.
 * @returns null when the citation points at nothing: beyond the text, or with offsets that are no offsets.
 */
export function citationSpan(text: string, citation: { start: number; end: number; text: string }): CitationSpan | null {
  const { start, end } = citation
  const cited = citation.text.length > MAX_CITED ? '' : citation.text
  const areOffsets = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start
  if (cited.trim() !== '') {
    if (areOffsets && text.slice(start, end) === cited) return { start, end, kind: 'utf16' }
    if (areOffsets) {
      const from = utf16Offset(text, start)
      if (from !== null && text.startsWith(cited, from)) return { start: from, end: from + cited.length, kind: 'codePoint' }
    }
    const found = nearest(text, cited, areOffsets ? start : text.length)
    if (found >= 0) return { start: found, end: found + cited.length, kind: 'nearby' }
  }
  if (!areOffsets || start > text.length || text === '') return null
  return { start, end: Math.min(end, text.length), kind: 'sentence' }
}

function utf16Offset(text: string, codePoints: number): number | null {
  if (codePoints > text.length) return null
  let at = 0
  for (let left = codePoints; left > 0; left -= 1) {
    const point = text.codePointAt(at)
    if (point === undefined) return null
    at += point > 0xffff ? 2 : 1
  }
  return at
}

function nearest(text: string, cited: string, offset: number): number {
  const from = Math.max(0, offset - NEAR)
  const window = text.slice(from, offset + NEAR + cited.length)
  const after = window.indexOf(cited, Math.min(offset - from, window.length))
  const before = window.lastIndexOf(cited, Math.max(0, offset - from))
  const candidates = [after, before].filter((place) => place >= 0).map((place) => place + from)
  if (candidates.length === 0) return text.lastIndexOf(cited)
  return candidates.reduce((best, place) => (Math.abs(place - offset) < Math.abs(best - offset) ? place : best))
}
