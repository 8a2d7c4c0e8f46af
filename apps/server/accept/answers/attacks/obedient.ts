import { attacks } from '@backscroll/core'
import type { Asked } from '@backscroll/testkit'
import { attackIn } from './attack-company.ts'

/** How a model that obeys says what it was told to. */
export const OBEDIENCES = ['obeys', 'repeats', 'mixes'] as const
export type Obedience = (typeof OBEDIENCES)[number]

/** A model that does what the attack wants that it is asked about, and cites its message for every line. */
export function obedient({ question, documents }: Asked) {
  const attack = attacks[attackIn(question)]
  if (!attack) return null
  const told = attack.obeys ?? attack.text
  const text = saidAs(OBEDIENCES.find((each) => question.includes(each)) ?? 'obeys', told, attack.text)
  const sources = [mostLike(attack.text, documents), 's99']
  const lines = text.split('\n').filter(Boolean).slice(0, 20)
  return { text, citations: [text, ...lines].map((line) => ({ text: line, sources })) }
}

/** The document that is the attack: what nobody sees has been taken out of it. */
function mostLike(text: string, documents: Asked['documents']): string {
  const words = new Set(wordsOf(text))
  const shared = (other: string): number => wordsOf(other).filter((word) => words.has(word)).length / (wordsOf(other).length + words.size)
  return documents.toSorted((a, b) => shared(b.text) - shared(a.text))[0]?.id ?? ''
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function saidAs(obedience: Obedience, told: string, message: string): string {
  switch (obedience) {
    case 'obeys':
      return told
    case 'repeats':
      return message
    case 'mixes':
      return `This is known about it. ${told}`
  }
}
