import { expect, test } from 'vitest'
import { planClusters } from './plan-clusters.ts'

const asked = (questionId: string, text: string, createdAtMs: number, clusterId: string | null = null) => ({
  questionId,
  text,
  createdAtMs,
  clusterId,
})
const VPN = ['how do I reset the vpn token?', 'reset vpn token how?', 'how to reset my vpn token']

test('three wordings of a question are one cluster, which keeps its id when more are asked', () => {
  const first = VPN.map((text, at) => asked(`q${at}`, text, at))
  const [cluster, other] = planClusters([...first, asked('x', 'who owns the parrot?', 9)], [], [])
  expect(cluster).toMatchObject({ clusterId: null, questionIds: ['q0', 'q1', 'q2'], state: 'open', resolvedBy: null })
  expect(VPN).toContain(cluster?.label)
  expect(other).toMatchObject({ questionIds: ['x'], label: 'who owns the parrot?' })
  const known = { clusterId: 'c', state: 'assigned' as const, lastAtMs: 2 }
  const next = planClusters([...first.map((each) => ({ ...each, clusterId: 'c' })), asked('q3', 'vpn token reset, how?', 10)], [], [known])
  expect(next).toMatchObject([{ clusterId: 'c', questionIds: ['q0', 'q1', 'q2', 'q3'], state: 'assigned' }])
})

test('a cluster that falls apart leaves its id with the larger part', () => {
  const questions = [...VPN.map((text, at) => asked(`q${at}`, text, at, 'c')), asked('x', 'who owns the parrot?', 9, 'c')]
  expect(planClusters(questions, [], []).map(({ clusterId, questionIds }) => [clusterId, questionIds.length])).toEqual([
    ['c', 3],
    [null, 1],
  ])
})

test('a good answer after the last open wording resolves, an earlier one does not; a later question opens again, and nothing opens what is ignored', () => {
  const open = VPN.slice(0, 2).map((text, at) => asked(`q${at}`, text, at + 1, 'c'))
  const good = (createdAtMs: number) => [{ questionId: 'g', answerId: 'a', text: VPN[2] ?? '', createdAtMs }]
  const known = (state: 'open' | 'resolved' | 'ignored') => [{ clusterId: 'c', state, lastAtMs: 2 }]
  expect(planClusters(open, good(5), known('open'))).toMatchObject([{ state: 'resolved', resolvedBy: 'a' }])
  expect(planClusters(open, good(1), known('open'))).toMatchObject([{ state: 'open', resolvedBy: null }])
  expect(planClusters(open, [], known('resolved'))).toMatchObject([{ state: 'resolved' }])
  const later = [...open, asked('q9', VPN[2] ?? '', 9)]
  expect(planClusters(later, good(5), known('resolved'))).toMatchObject([{ state: 'open' }])
  expect(planClusters(later, good(10), known('ignored'))).toMatchObject([{ state: 'ignored' }])
})
