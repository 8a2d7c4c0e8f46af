import { expect, test } from 'vitest'
import { verdictOf } from './evaluation-verdict.ts'

const names = { name: 'hybrid_weighted', than: 'keyword' }
const repeated = (values: readonly number[], times: number) => Array.from({ length: times }, () => values).flat()

test('a difference that most questions show is told, with its interval', () => {
  const { verdict, sentence, difference } = verdictOf(repeated([0.1, 0, 0.2], 20), names)
  expect(verdict).toBe('better')
  expect(difference.low).toBeGreaterThan(0)
  expect(sentence).toMatch(/^hybrid_weighted is better than keyword by \.100 \[\.0\d\d, \.1\d\d\] nDCG@10 over 60 questions\.$/)
  expect(verdictOf(repeated([-0.1, 0, -0.2], 20), names)).toMatchObject({ verdict: 'worse' })
})

test('no difference is told where questions disagree, are equal, or are too few to mean anything', () => {
  expect(verdictOf(repeated([0.1, -0.1], 30), names).verdict).toBe('undecided')
  expect(verdictOf(repeated([0], 30), names).verdict).toBe('undecided')
  expect(verdictOf(repeated([0.5], 5), names)).toMatchObject({
    verdict: 'undecided',
    sentence: expect.stringContaining('can be told with 5 questions'),
  })
  expect(verdictOf(repeated([0.5], 6), names).verdict).toBe('better')
  expect(verdictOf([], names).verdict).toBe('undecided')
  expect(verdictOf([1], names).sentence).toContain('1 question:')
})

test('the same differences give the same verdict', () => {
  const differences = Array.from({ length: 40 }, (_, at) => ((at * 37) % 11) / 50 - 0.08)
  expect(verdictOf(differences, names)).toEqual(verdictOf(differences, names))
})
