import type { AnswerEvent } from '@backscroll/core'

/** An answer of quotes: none when nothing was found. */
export interface Quotes {
  parts: { text: string; sourceIds: readonly string[] }[]
  /** Share of the question that the best source holds, 0 to 1. */
  coverage: number
}

/** Reads the quotes out of an extractive answer. */
export async function collectQuotes(events: AsyncIterable<AnswerEvent>): Promise<Quotes> {
  const quotes: Quotes = { parts: [], coverage: 0 }
  for await (const event of events) {
    if (event.kind === 'citation') quotes.parts.push({ text: event.text, sourceIds: event.sourceIds })
    if (event.kind === 'done') quotes.coverage = event.coverage ?? 0
  }
  return quotes
}
