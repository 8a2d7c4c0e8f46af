import type { Turn } from '../ports.ts'

/** Temporary. */
export function standaloneQuestion(question: string, turns: readonly Turn[]): string {
  const last = turns.at(-1)
  if (!last || !/^(and|or|but|what about|how about)\b|\b(it|they|them|that|this|he|she|there)\b/i.test(question)) return question
  return `${last.question} ${question}`
}
