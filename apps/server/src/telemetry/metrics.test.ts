import { expect, test } from 'vitest'
import { LABELS, METRICS } from './metric-table.ts'
import { openMetrics } from './metrics.ts'

test.each(['team', 'team_id', 'channel', 'user', 'user_id', 'question', 'text', 'workspace'])(
  'no metric can have the label %s',
  (label) => {
    const table = { some_total: { type: 'counter', help: 'Some.', labels: ['method', label] } } as const
    expect(() => openMetrics(table)).toThrow(label)
  },
)

test('the labels that metrics may have name nobody, no place and no text, and each is used', () => {
  expect(LABELS.filter((label) => /team|channel|user|person|workspace|text|question|email|tenant/.test(label))).toEqual([])
  const used = new Set<string>(Object.values(METRICS).flatMap(({ labels }) => [...labels]))
  expect(LABELS.filter((label) => !used.has(label))).toEqual([])
})

test('names say their unit, and a scrape holds every metric with its help', async () => {
  const text = await openMetrics().text()
  for (const [name, { type, help }] of Object.entries(METRICS)) {
    expect(text).toContain(`# HELP ${name} ${help}`)
    expect({ name, hasTotal: name.endsWith('_total') }).toEqual({ name, hasTotal: type === 'counter' })
    if (type === 'histogram') expect(name).toMatch(/_seconds$/)
  }
})

test('what is not set again after a clearing is gone', async () => {
  const metrics = openMetrics()
  metrics.set('backscroll_jobs', { kind: 'team.sync', state: 'waiting' }, 3)
  expect(await metrics.text()).toContain('backscroll_jobs{kind="team.sync",state="waiting"} 3')
  metrics.clear('backscroll_jobs')
  expect(await metrics.text()).not.toContain('team.sync')
})
