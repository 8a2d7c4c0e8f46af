import { expect, test } from 'vitest'
import { understand } from '../query/understand-query.fixture.ts'
import { withSynonyms } from './with-synonyms.ts'
import { SYNONYM_WEIGHT, WORKPLACE_SYNONYMS } from './workplace-synonyms.ts'

const related = (typed: string): string[] =>
  withSynonyms(understand(typed), WORKPLACE_SYNONYMS, SYNONYM_WEIGHT).related.map(({ text }) => text)

test('a question in plain words is helped by others, also beside a phrase', () => {
  expect(related("in:#support users can't log in")).toContain('authentication')
  expect(related('"connection pool" outage')).toContain('incident')
})

test.each(['"outage"', 'outage AND pool', 'outage NOT incident', '+outage pool', 'pool -outage', 'in:#billing'])(
  '%s means its words as they are',
  (typed) => {
    expect(related(typed)).toEqual([])
  },
)
