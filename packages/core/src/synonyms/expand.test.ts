import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expand } from './expand.ts'
import { groupsFrom, type SynonymGroup } from './synonym-group.ts'
import { synonymsOf, WORKPLACE_SYNONYMS } from './workplace-synonyms.ts'

const related = (text: string, groups: readonly SynonymGroup[] = WORKPLACE_SYNONYMS): string[] =>
  expand(text, groups, 0.3).map(({ text: word }) => word)

test.each([
  ["users can't log in", 'authentication'],
  ['logging in fails', 'login'],
  ['Sign-in page', 'authentication'],
  ['authenticating against okta', 'sso'],
  ['who deployed the api', 'release'],
  ['Deploys', 'ship'],
  ['when do we ship?', 'release'],
  ['is prod down', 'outage'],
  ['two incidents', 'outage'],
  ['vacation days', 'pto'],
  ['how much PTO', 'vacation'],
  ['holidays', 'annual leave'],
  ['post-mortem', 'incident review'],
  ['postmortems', 'incident review'],
  ['rolled back the change', 'rollback'],
  ['review my pull request', 'pr'],
  ["the client's invoices", 'customer'],
  ['expense reports', 'reimbursement'],
])('%s also looks for %s', (text, word) => {
  expect(related(text)).toContain(word)
})

describe('what means itself is not expanded', () => {
  test.each([
    '"deploy" now',
    'the `login` call',
    '#deploys',
    '@ship',
    'login-service',
    'pre-deploy-hook',
    'deploy_key',
    'deploy.sh',
    'login/callback',
    'deployBot',
    'deploy2',
    'DEPLOY_KEY',
    'login=1',
    'roll, back',
    'the weather is nice',
    '',
  ])('%s', (text) => {
    expect(related(text)).toEqual([])
  })

  test('a phrase that would come down to one word in the index is no related word', () => {
    expect(related('authentication')).not.toContain('log in')
    expect(related('authentication')).not.toContain('sign in')
  })

  test('a phrase is taken whole: its words are not expanded by themselves', () => {
    const groups = groupsFrom('sign off, approval\nsign, placard')
    expect(related('please sign off', groups)).toEqual(['approval'])
    expect(related('please sign it', groups)).toEqual(['placard'])
  })
})

describe('bounds', () => {
  test('at most twelve related words, no word twice, none that was asked; the groups take turns', () => {
    const words = WORKPLACE_SYNONYMS.flatMap(({ members }) => members)
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 20 }), (parts) => {
        const text = parts.join(' ')
        const found = related(text)
        expect(found.length).toBeLessThanOrEqual(12)
        expect(new Set(found).size).toBe(found.length)
      }),
      { numRuns: 1_000 },
    )
    expect(related('deploy vacation').slice(0, 2)).toEqual(['deployment', 'pto'])
    expect(related('login authentication')).not.toContain('login')
  })

  test('what is related to a word has the weight, to a phrase the weight of its words; without a weight there is none', () => {
    expect(expand('vacation', WORKPLACE_SYNONYMS, 0.2).every(({ weight }) => weight === 0.2)).toBe(true)
    expect(expand('time off', WORKPLACE_SYNONYMS, 0.2).every(({ weight }) => weight === 0.4)).toBe(true)
    expect(expand('time off', WORKPLACE_SYNONYMS, 0.8).every(({ weight }) => weight === 1)).toBe(true)
    expect(expand('vacation', WORKPLACE_SYNONYMS, 0)).toEqual([])
  })

  test('forty thousand characters take a moment of the processor', () => {
    const before = process.cpuUsage()
    for (const unit of ['log in ', 'a-', '"', '*', ')', 'x', 'a', ')a']) related(unit.repeat(40_000 / unit.length))
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000)
  })
})

describe('the table', () => {
  test('has at least 150 groups, each with its own name and two members or more', () => {
    expect(WORKPLACE_SYNONYMS.length).toBeGreaterThanOrEqual(150)
    expect(new Set(WORKPLACE_SYNONYMS.map(({ id }) => id)).size).toBe(WORKPLACE_SYNONYMS.length)
    for (const { members } of WORKPLACE_SYNONYMS) expect(members.length).toBeGreaterThan(1)
  })

  test('every member is lower case, and stands in one group only', () => {
    const members = WORKPLACE_SYNONYMS.flatMap(({ members: texts }) => texts)
    expect(members.filter((text) => text !== text.toLowerCase())).toEqual([])
    expect(members.filter((text, at) => members.indexOf(text) !== at)).toEqual([])
  })
})

test("a team's own groups count, and a group that it switched off does not", () => {
  const groups = synonymsOf({ added: [{ id: 'gantry', members: ['gantry', 'crane', 'hoist'] }], off: ['pto'] })
  expect(related('crane vacation', groups)).toEqual(['gantry', 'hoist'])
})
