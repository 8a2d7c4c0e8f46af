import { describe, expect, test } from 'vitest'
import type { Source } from '../../ports.ts'
import { languageOf } from '../text/languages.ts'
import { unheldClaim } from './claims.ts'
import { evidenceOf } from './evidence.ts'

const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
const check = (sentence: string, source: Partial<Source> & { text: string }, question = ''): string | null =>
  unheldClaim(sentence, [evidenceOf({ id: 's', score: 1, ...source })], {
    people: new Set(['ann', 'bob', 'weber']),
    asked: words(question),
    askedText: question.toLowerCase(),
    language: languageOf(sentence),
  })?.kind ?? null

describe('what the source says in another way of writing is held', () => {
  test.each<[string, string]>([
    ['The limit is 1,200 rows.', 'limit: 1200 rows'],
    ['The limit is 1200 rows.', 'limit is 1,200'],
    ['Das Limit sind 1.200 Zeilen.', 'limit is 1,200'],
    ['Il y a 1 200 lignes.', 'limit is 1,200'],
    ['We have 50,000 users.', '50k users by now'],
    ['It costs 1.5 million dollars.', 'the bill: $1,500,000'],
    ['It ships on 12 May.', 'ships May 12'],
    ['It ships on May 12th, 2026.', 'ships 2026-05-12'],
    ['Es erscheint am 12. Mai 2026.', 'ships on 12.05.2026'],
    ['It ships on 12 May 2026.', 'ships 05/12/2026'],
    ['Выходит 12 мая.', 'ships 12 May'],
    ['5月12日にリリースします。', 'ships 12 May'],
    ['It is frozen from 12 to 14 May.', 'frozen 12-14 May'],
    ['It starts at 3 pm.', 'starts at 15:00'],
    ['It starts at 15:00.', 'starts at 3pm'],
    ['La réunion est à 14h30.', 'meeting 14:30'],
    ['Das Treffen ist um 14 Uhr.', 'meeting at 14:00'],
    ['It takes three weeks.', 'takes 3 weeks'],
    ['It takes 3 weeks.', 'takes three weeks'],
    ['It takes 1 week.', 'takes about a week'],
    ['It is 99.9% up.', 'uptime 99.9 %'],
    ['It costs 50 EUR.', 'costs €50'],
    ['Logs are kept for 14 days.', '14-day retention'],
    ['It is v2.3.1.', 'release 2.3.1'],
    ['See PROJ-123.', 'done in proj-123.'],
    ['Ticket 123 is done.', 'done in PROJ-123'],
    ['Between 10 and 20 people came.', '10–20 people'],
    ['There are two options.', 'either this or that'],
    ['Run `slip_reset --force` first.', 'try slip_reset --force'],
    ['The window is 10:30:45.', 'window 10:30:45'],
  ])('%s <- %s', (sentence, text) => {
    expect(check(sentence, { text })).toBeNull()
  })

  test('the day of the message and its author count, and days seen from it', () => {
    const message = { text: 'we ship tomorrow, the freeze is on Friday', author: 'Ann Weber', postedAt: '2026-05-06T17:20:00+02:00' }
    expect(check('Ann Weber wrote on 6 May 2026 that it ships on 7 May.', message)).toBeNull()
    expect(check('The freeze is on Friday, 8 May.', message)).toBeNull()
    expect(check('The freeze is on 11 May.', message)).toBe('date')
    expect(check('It ships on 9 May.', message)).toBe('date')
    expect(check('It ships on Thursday.', { text: 'ships on 7 May 2026' })).toBeNull()
    expect(check('It ships on Friday.', { text: 'ships on 7 May 2026' })).toBe('date')
  })

  test('names and identifiers may come from the question or the thread', () => {
    const reply = { text: 'moved to the 14th', context: 'When does the Billing Rewrite ship? INC-77' }
    expect(check('It says that the Billing Rewrite of INC-77 moved to the 14th.', reply)).toBeNull()
    expect(check('It says that Zephyr moved to the 14th.', reply, 'when does Zephyr ship?')).toBeNull()
  })
})

describe('what the source does not say is found', () => {
  test.each<[string, string, string]>([
    ['The limit is 1,300 rows.', 'limit: 1200 rows', 'number'],
    ['It takes 14 weeks.', 'takes 14 days', 'number'],
    ['It takes four weeks.', 'takes three weeks', 'number'],
    ['It costs 50 USD.', 'costs €50', 'number'],
    ['It grew by 5 %.', 'grew by 5 GB', 'number'],
    ['It ships on 13 May.', 'ships 12 May', 'date'],
    ['It ships on 12 June.', 'ships 12 May', 'date'],
    ['It ships on 12 May 2031.', 'ships 12 May', 'date'],
    ['It ships in June.', 'ships 12 May', 'date'],
    ['It ships on Monday.', 'ships on Tuesday', 'date'],
    ['It ships tomorrow.', 'ships on Tuesday', 'date'],
    ['It starts at 16:00.', 'starts at 15:00', 'date'],
    ['It starts at 3 am.', 'starts at 3 pm', 'date'],
    ['It is v2.3.10.', 'release 2.3.1', 'identifier'],
    ['It is v2.3.', 'release 2.3.1', 'identifier'],
    ['See PROJ-12.', 'done in PROJ-123', 'identifier'],
    ['It is discussed in #random.', 'discussed in #infra', 'identifier'],
    ['It was in May.', 'it was in June', 'date'],
    ['It ships on Fri.', 'ships on thursday', 'date'],
    ['Call getUserName first.', 'call getUserProfile', 'identifier'],
    ['Set --force on it.', 'set --quiet', 'identifier'],
    ['The owner is Zoltan Kiss.', 'the owner is Anna', 'name'],
    ['The owner of that is Bob.', 'Ann is the owner of that', 'name'],
    ['Bob owns it.', 'Ann owns it', 'name'],
    ['Zoltan owns the service.', 'Ann owns the service', 'name'],
    ['Die Leitung hat Bob Weber.', 'Ann leitet das', 'name'],
    ['担当は Bob です。', '担当は Ann です', 'name'],
    ['За это отвечает Дмитрий, и это не секрет.', 'за это отвечает Анна', 'name'],
  ])('%s <- %s', (sentence, text, kind) => {
    expect(check(sentence, { text })).toBe(kind)
  })
})

test.each([
  ['Die Entscheidung über die Lieferung liegt beim Einkauf, nicht beim Vertrieb.', 'procurement decides about delivery'],
  ['За это отвечает Анна, она в отпуске.', 'спросите у Анны, она за это отвечает'],
  ['Le déploiement est gelé pendant les vacances.', 'deploys are frozen during holidays'],
  ['デプロイは休暇中は凍結されます。', 'deploys are frozen during holidays'],
  ['Deployments are frozen, says the API team.', 'deploys are frozen, the api team'],
  ['Sources say that I may deploy in the GitHub action.', 'deploy in the github action'],
  ['Mon équipe gère le service depuis la réunion.', "l'équipe gère le service depuis la réunion"],
  ['The owner is Jan since the last change.', 'jan is the owner since the last change'],
  ['It is discussed in #infra by the team.', 'discussed in #infra by the team'],
])('language and plain words make no claim: %s', (sentence, text) => {
  expect(check(sentence, { text })).toBeNull()
})

test.each(['1', '1.', '1,', '1 ', 'a.', '5 May ', '10:30', 'a-1', '/a/', '$', "'", 'Ann ', '月1'])(
  '100,000 characters of %j are read',
  (unit) => {
    const text = unit.repeat(100_000 / unit.length)
    expect(evidenceOf({ id: 's', score: 1, text }).lower.length).toBeGreaterThan(0)
    check(text.slice(0, 2_000), { text })
  },
)
