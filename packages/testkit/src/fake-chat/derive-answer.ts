/** A document that an answer may be made from. */
export interface GivenDocument {
  id: string
  text: string
}

/** An answer and what each part of it rests on; offsets in UTF-16 units. */
export interface GivenAnswer {
  text: string
  citations: { start: number; end: number; text: string; sources: string[] }[]
}

/** What a test lets a fake model say: each citation is of the first place where its text stands. */
export interface ScriptedAnswer {
  text: string
  citations?: readonly { text: string; sources: readonly string[] }[]
}

const MOST_DOCUMENTS = 2
const IDLE = new Set(
  'the and for are was what when where which who whom how why does did has have with that this from you our can not'.split(' '),
)
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The beginnings of words that say something, so that "ships" is "ship". */
const stemsOf = (text: string): Set<string> => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(words.filter((word) => !IDLE.has(word)).map((word) => word.slice(0, 4)))
}

/** A truthful answer: of the first documents that share a word with the question the sentence that shares most, word for word and cited. */
export function deriveAnswer(question: string, documents: readonly GivenDocument[]): GivenAnswer {
  const asked = stemsOf(question)
  const shared = (text: string): number => [...stemsOf(text)].filter((stem) => asked.has(stem)).length
  const said = documents
    .flatMap(({ id, text }) => {
      const parts = [...sentences.segment(text)].map(({ segment }) => segment.trim()).filter(Boolean)
      const [best = ''] = parts.toSorted((a, b) => shared(b) - shared(a))
      return shared(best) > 0 ? [{ text: best, sources: [id] }] : []
    })
    .slice(0, MOST_DOCUMENTS)
  if (said.length === 0) return { text: 'The messages do not say.', citations: [] }
  return placed({ text: said.map(({ text }) => text).join('\n'), citations: said })
}

/** A scripted answer with the places of its citations. */
export function placed({ text, citations = [] }: ScriptedAnswer): GivenAnswer {
  return {
    text,
    citations: citations.map((citation) => {
      const start = Math.max(0, text.indexOf(citation.text))
      return { start, end: start + citation.text.length, text: citation.text, sources: [...citation.sources] }
    }),
  }
}

/** A question that stands by itself, near enough: the last one and the words of the one before it. @param prompt with a JSON object of each question. */
export function deriveRewriting(prompt: string): string {
  const questions = [...prompt.matchAll(/"question":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => String(JSON.parse(text)))
  return questions.slice(-2).reverse().join(' ') || 'What?'
}
