import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterQuestions } from './question-clusters.ts'

const asked = (...texts: string[]) => texts.map((text, at) => ({ id: `q${at}`, text }))
const groups = (...texts: string[]): string[][] => clusterQuestions(asked(...texts)).map(({ ids }) => ids)

test('three phrasings of one question form one cluster, others stay apart', () => {
  expect(
    groups(
      'How do I reset my VPN password?',
      'where is lunch today?',
      'resetting the vpn password, how?',
      'VPN password reset steps',
      'who owns billing?',
      'who owns the search service?',
    ),
  ).toEqual([['q0', 'q2', 'q3'], ['q1'], ['q4'], ['q5']])
})

test('the label is the question that is most like the others', () => {
  const [cluster] = clusterQuestions(asked('reset vpn password on the new macbook', 'reset vpn password', 'how to reset the vpn password'))
  expect(cluster).toMatchObject({ ids: ['q0', 'q1', 'q2'], labelId: 'q1' })
})

test('vectors decide where there are some', () => {
  const found = clusterQuestions([
    { id: 'a', text: 'how do I get paid back?', vector: [1, 0] },
    { id: 'b', text: 'expense reimbursement', vector: [0.9, 0.43] },
    { id: 'c', text: 'how do I get paid more?', vector: [0, 1] },
  ])
  expect(found.map(({ ids }) => ids)).toEqual([['a', 'b'], ['c']])
})

test('every question is in one cluster, and equal ones are together', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('reset vpn', 'lunch', 'who owns billing?', '', 'Кто отвечает?', '経費は?', 'vpn reset'), { maxLength: 25 }),
      (texts) => {
        const clusters = clusterQuestions(asked(...texts))
        expect(clusters.flatMap(({ ids }) => ids).sort()).toEqual(
          asked(...texts)
            .map(({ id }) => id)
            .sort(),
        )
        for (const { ids, labelId } of clusters) expect(ids).toContain(labelId)
        const home = new Map(clusters.flatMap(({ ids }, at) => ids.map((id) => [id, at] as const)))
        for (const [at, text] of texts.entries()) expect(home.get(`q${texts.indexOf(text)}`)).toBe(home.get(`q${at}`))
      },
    ),
  )
})
