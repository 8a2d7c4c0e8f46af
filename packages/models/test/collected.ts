import type { AnswerEvent } from '@backscroll/core'

type Citation = Extract<AnswerEvent, { kind: 'citation' }>
type Done = Extract<AnswerEvent, { kind: 'done' }>

/** A whole answer: its text, its citations in the order in which they came, and how it ended. */
export interface Collected extends Pick<Done, 'finish' | 'coverage'> {
  text: string
  citations: Citation[]
}

/** Reads an answer to its end. @throws when it does not end with exactly one `done`, or holds an empty `text`. */
export async function collected(events: AsyncIterable<AnswerEvent>): Promise<Collected> {
  let text = ''
  const citations: Citation[] = []
  let done: Done | null = null
  for await (const event of events) {
    if (done) throw new Error(`an event after the end: ${event.kind}`)
    if (event.kind === 'done') done = event
    else if (event.kind === 'citation') citations.push(event)
    else if (event.text === '') throw new Error('a text without a character')
    else text += event.text
  }
  if (!done) throw new Error('an answer without an end')
  return { text, citations, finish: done.finish, coverage: done.coverage }
}
