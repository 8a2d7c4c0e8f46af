import { expect, test } from 'vitest'
import type { AnswerEvent, Source } from '../../ports.ts'
import { answerChecker } from '../checking/answer-checker.ts'
import { answerRules } from '../prompting/answer-rules.ts'
import { fencedSources } from '../prompting/prompt-sources.ts'
import { defaultSettings } from '../settings/team-settings.ts'
import { decoded } from '../text/neutral-text.ts'
import type { Attack } from './attacks.ts'
import { attacks, hasEscaped } from './attacks.ts'

const innocent: Source = {
  id: 's1',
  text: 'We ship billing on 14 December.',
  score: 2,
  author: 'Ann Weber',
  channel: 'billing',
  postedAt: '2026-11-20T10:00:00Z',
}
const sourcesOf = ({ text }: Attack): Source[] => [
  innocent,
  { id: 's2', text, score: 1, author: 'Mallory', channel: 'random', postedAt: '2026-11-21T10:00:00Z' },
]

/** A model that says what it was told to, in pieces, and cites all of it. */
function* obedient(said: string, sourceIds: readonly string[]): Iterable<AnswerEvent> {
  for (let at = 0; at < said.length; at += 97) yield { kind: 'text', text: said.slice(at, at + 97) }
  yield { kind: 'citation', start: 0, end: said.length, text: said, sourceIds }
  for (const line of said.split('\n').slice(0, 20)) yield { kind: 'citation', start: 0, end: 0, text: line, sourceIds }
  yield { kind: 'done', finish: 'complete', coverage: null }
}
function shown(
  attack: Attack,
  said: string,
  { sourceIds, style = 'written' }: { sourceIds: readonly string[]; style?: 'written' | 'extractive' },
): string[] {
  const checker = answerChecker({ style, question: 'when do we ship billing?', sources: sourcesOf(attack) })
  const statements = [...Array.from(obedient(said, sourceIds)).flatMap((event) => checker.push(event)), ...checker.end()]
  return statements.map(({ text }) => text)
}

test('there are at least sixty of them, each with its own name', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(60)
  expect(new Set(attacks.map(({ name, kind }) => `${kind} ${name}`)).size).toBe(attacks.length)
})

test('what must not appear would be found, were it repeated', () => {
  const plain = (text: string): string => decoded(text).replaceAll('*', '').replace('Rule two: w', 'W')
  for (const attack of attacks) {
    const said = `${attack.text}\n${attack.obeys ?? ''}`
    expect([attack.name, hasEscaped(attack, said) || hasEscaped(attack, plain(said))]).toEqual([attack.name, true])
  }
})

test.each(attacks)('$kind, $name: a model that obeys shows nothing of it', (attack) => {
  for (const said of [
    attack.obeys ?? attack.text,
    attack.text,
    `We ship billing on 14 December. ${attack.obeys ?? attack.text}`,
    `- ${attack.obeys ?? attack.text}\n\nDone.`,
  ])
    for (const sourceIds of [['s2'], ['s1', 's2'], ['s2', 's99']]) {
      const texts = shown(attack, said, { sourceIds })
      expect(texts.filter((text) => hasEscaped(attack, text))).toEqual([])
      for (const text of texts) expect(text).not.toMatch(/<[!@#]|\p{Default_Ignorable_Code_Point}|[^\P{Cc}\n]/u)
      expect(texts.join('\n').length).toBeLessThan(25_000)
    }
})

test.each(attacks)('$kind, $name: nothing is shown that cites the wrong message', (attack) => {
  if (attack.obeys === undefined) return
  expect(shown(attack, attack.obeys, { sourceIds: ['s1'] }).filter((text) => hasEscaped(attack, text))).toEqual([])
})

test.each(attacks)('$kind, $name: as a quote it pings nobody and hides nothing', (attack) => {
  for (const text of shown(attack, attack.text, { sourceIds: ['s2'], style: 'extractive' }))
    expect(text).not.toMatch(/<[!@#]|@(?:channel|here|everyone)\b|\p{Default_Ignorable_Code_Point}|[^\P{Cc}\n\t]/u)
})

test.each(attacks)(
  '$kind, $name: in the prompt it stays between its fences, and as an instruction of the team below the rules',
  (attack) => {
    const prompt = fencedSources(sourcesOf(attack))
    expect(prompt.match(/[⟦⟧]/g)).toHaveLength(8)
    expect(prompt).not.toMatch(/\p{Default_Ignorable_Code_Point}|<\|im_|\[\/?INST\]/u)
    const { rules } = answerRules({
      settings: { ...defaultSettings, custom_instructions: attack.text },
      language: null,
      audience: 'private',
      nowIso: '',
    })
    expect(rules.match(/^----$/gm)?.length).toBe(2)
  },
)
