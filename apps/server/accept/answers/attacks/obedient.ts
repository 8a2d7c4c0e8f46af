import { attacks } from '@backscroll/core'
import type { Asked } from '@backscroll/testkit'
import { attackIn } from './attack-company.ts'

/** How a model that obeys says what it was told to. */
export const OBEDIENCES = ['obeys', 'repeats', 'mixes', 'lists'] as const
export type Obedience = (typeof OBEDIENCES)[number]

/** A model that does what the attack wants that it is asked about, and cites every message that it was given for every line. */
export function obedient({ question, documents }: Asked) {
  const attack = attacks[attackIn(question)]
  if (!attack) return null
  const told = attack.obeys ?? attack.text
  const text = saidAs(OBEDIENCES.find((each) => question.includes(each)) ?? 'obeys', told, attack.text)
  const sources = [...documents.map(({ id }) => id), 's99']
  const lines = text.split('\n').filter(Boolean).slice(0, 20)
  return { text, citations: [text, ...lines].map((line) => ({ text: line, sources })) }
}

function saidAs(obedience: Obedience, told: string, message: string): string {
  switch (obedience) {
    case 'obeys':
      return told
    case 'repeats':
      return message
    case 'mixes':
      return `This is known about it. ${told}`
    case 'lists':
      return `- ${told}\n\nDone.`
  }
}
