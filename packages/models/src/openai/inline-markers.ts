import type { AnswerEvent } from '@backscroll/core'

/** Numbers of sources in brackets, with the spaces before them: ` [1]`, `[1, 3]`. */
const MARKER = /[ \t]*\[(\d{1,3}(?:\s{0,2}[,;]\s{0,2}\d{1,3}){0,30})\]/
/** What may become a marker with what comes next: spaces, and a bracket that holds only numbers so far. */
const BEGINNING = /[ \t]*(?:\[[\d,; ]{0,120})?$/

/** More of a text is not looked at for where its last sentence begins. */
const LONGEST_SENTENCE = 2_000

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Takes the markers out of a text that comes in pieces. */
export interface MarkerReader {
  /** @returns the text that is certain now, and a citation for each marker in it, after the text before it. */
  push(piece: string): AnswerEvent[]
  /** What was held back, when no more comes. */
  end(): AnswerEvent[]
}

/**
 * Models that do not cite of themselves are asked to write the numbers of their sources behind each sentence. A marker is left out of the text, and cites the
 * sentence before it, whether it stands before or behind its full stop. In code brackets are brackets.
 * @param idOf the source of a number.
 */
export function createMarkerReader(idOf: (number: number) => string): MarkerReader {
  let text = ''
  let held = ''

  const say = (piece: string): AnswerEvent[] => {
    text += piece
    return piece === '' ? [] : [{ kind: 'text', text: piece }]
  }
  const cite = (numbers: string): AnswerEvent[] => {
    const { start, end } = lastSentence(text)
    const sourceIds = [...new Set(numbers.split(/[,;]/).map((number) => idOf(Number(number))))]
    return start === end ? [] : [{ kind: 'citation', start, end, text: text.slice(start, end), sourceIds }]
  }
  const readMarkers = (): AnswerEvent[] => {
    const events: AnswerEvent[] = []
    for (let found = MARKER.exec(held); found; found = MARKER.exec(held)) {
      const [whole, numbers = ''] = found
      const before = held.slice(0, found.index)
      held = held.slice(found.index + whole.length)
      events.push(...say(before))
      events.push(...(isInCode(text) ? say(whole) : cite(numbers)))
    }
    return events
  }
  return {
    push(piece) {
      held += piece
      const events = readMarkers()
      const certain = held.slice(0, BEGINNING.exec(held)?.index ?? held.length)
      held = held.slice(certain.length)
      return [...events, ...say(certain)]
    },
    end() {
      const rest = held
      held = ''
      return say(rest)
    },
  }
}

/** The last sentence of a text, by its place, without spaces around it; empty when its last line says nothing. */
function lastSentence(text: string): { start: number; end: number } {
  const end = text.trimEnd().length
  const lineStart = Math.max(text.lastIndexOf('\n', end - 1) + 1, end - LONGEST_SENTENCE)
  const line = text.slice(lineStart, end)
  const last = [...sentences.segment(line)].findLast(({ segment }) => /[\p{L}\p{N}]/u.test(segment))
  if (!last) return { start: end, end }
  const from = lineStart + last.index
  const blank = last.segment.length - last.segment.trimStart().length
  return { start: from + blank, end }
}

/** Whether a text ends inside a code block or, on its last line, inside a code span. */
function isInCode(text: string): boolean {
  const isInBlock = text.split('```').length % 2 === 0
  const line = text.slice(text.lastIndexOf('\n') + 1)
  return isInBlock || line.split('`').length % 2 === 0
}
