import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { METRICS } from '../../apps/server/src/telemetry/metric-table.ts'
import { grafanaDashboard } from '../grafana-dashboard.ts'
import { infraYaml } from './read-infra.ts'

/** What Prometheus' own grammar sees in an expression. promtool is not there: functions and types of arguments are not checked. */
function readExpression(expr: string): { names: string[]; labels: string[]; isValid: boolean } {
  const text = expr.replaceAll('$__rate_interval', '5m')
  const names: string[] = []
  const labels: string[] = []
  let isValid = true
  parser.parse(text).iterate({
    enter(node) {
      const words = text.slice(node.from, node.to)
      if (node.type.isError) isValid = false
      if (node.name === 'Identifier') names.push(words)
      if (node.name === 'LabelName') labels.push(words)
    },
  })
  return { names, labels, isValid }
}

/** What each scrape adds to every series, and what histograms have. */
const ALWAYS = ['le', 'instance', 'job']

function metricOf(name: string) {
  const base = name.replace(/_(bucket|count|sum)$/, '')
  const known = Object.entries(METRICS).find(([metric, { type }]) => metric === name || (metric === base && type === 'histogram'))
  return known?.[1]
}

function expectKnown(expr: string): void {
  const { names, labels, isValid } = readExpression(expr)
  expect({ expr, isValid }).toEqual({ expr, isValid: true })
  expect(names.length).toBeGreaterThan(0)
  expect({ expr, unknown: names.filter((name) => !metricOf(name)) }).toEqual({ expr, unknown: [] })
  const has = new Set<string>([...ALWAYS, ...names.flatMap((name) => metricOf(name)?.labels ?? [])])
  expect({ expr, unknown: labels.filter((label) => !has.has(label)) }).toEqual({ expr, unknown: [] })
}

interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; runbook: string }
}

const rules = (infraYaml('observability/alerts.yaml') as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules)

describe('alerts and dashboard', () => {
  test('a metric or a label that does not exist, and an expression that is none, are found', () => {
    for (const wrong of ['rate(no_such_total[5m])', 'sum by (team) (backscroll_jobs)', 'rate(backscroll_jobs[5m]', 'sum(backscroll_jobs'])
      expect(() => expectKnown(wrong)).toThrow()
  })

  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s asks for metrics that exist, and its page says what to do',
    (alert, rule) => {
      expectKnown(rule.expr)
      expect(['page', 'ticket']).toContain(rule.labels.severity)
      const [page = '', anchor] = rule.annotations.runbook.split('#')
      expect(anchor).toBe(alert.toLowerCase())
      expect(readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')).toContain(`\n## ${alert}\n`)
    },
  )

  test('no two alerts have one name', () => expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length))

  test('every graph asks for metrics that exist, and every metric is shown', () => {
    const { panels } = grafanaDashboard() as { panels: { targets?: { expr: string }[] }[] }
    const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    for (const expr of asked) expectKnown(expr)
    const shown = asked.flatMap((expr) => readExpression(expr).names).join(' ')
    expect(Object.keys(METRICS).filter((name) => !shown.includes(name) && name !== 'backscroll_disk_size_bytes')).toEqual([])
  })
})
