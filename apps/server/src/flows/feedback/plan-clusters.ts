import { clusterQuestions } from '@backscroll/core'
import type { ClusterState } from '@backscroll/db'

/** A question without a good answer. */
export interface OpenQuestion {
  questionId: string
  text: string
  clusterId: string | null
  createdAtMs: number
}

/** A question that was answered, and nobody said that it was badly. */
export interface AnsweredQuestion {
  questionId: string
  answerId: string
  text: string
  createdAtMs: number
}

/** A cluster as it is stored. */
export interface KnownCluster {
  clusterId: string
  state: ClusterState
  /** Of its newest question. */
  lastAtMs: number
}

/** A cluster as it is to be stored. */
export interface PlannedCluster {
  /** Null for a new one. */
  clusterId: string | null
  label: string
  questionIds: string[]
  state: ClusterState
  /** The good answer that resolves it; null when none does now. */
  resolvedBy: string | null
}

/**
 * Puts questions that ask the same into clusters. A cluster keeps its id as long as most of its questions stay together. It is resolved by a
 * good answer to any of its wordings after the newest open one, and opened again by a question that comes after it was resolved. Pure.
 */
export function planClusters(
  open: readonly OpenQuestion[],
  answered: readonly AnsweredQuestion[],
  known: readonly KnownCluster[],
): PlannedCluster[] {
  const openById = new Map(open.map((question) => [question.questionId, question]))
  const answeredById = new Map(answered.filter(({ questionId }) => !openById.has(questionId)).map((each) => [each.questionId, each]))
  const oldestFirst = [...openById.values(), ...answeredById.values()].sort((a, b) => a.createdAtMs - b.createdAtMs)
  const groups = clusterQuestions(oldestFirst.map(({ questionId, text }) => ({ id: questionId, text })))
    .map(({ ids, labelId }) => ({
      labelId,
      asked: ids.flatMap((id) => openById.get(id) ?? []),
      good: ids.flatMap((id) => answeredById.get(id) ?? []),
    }))
    .filter(({ asked }) => asked.length > 0)
    .sort((a, b) => b.asked.length - a.asked.length)
  const stored = new Map(known.map((cluster) => [cluster.clusterId, cluster]))
  const taken = new Set<string>()
  return groups.map(({ labelId, asked, good }) => {
    const cluster = mostCommon(asked.flatMap(({ clusterId }) => (clusterId !== null && !taken.has(clusterId) ? clusterId : [])))
    if (cluster) taken.add(cluster)
    const before = cluster ? stored.get(cluster) : undefined
    const newest = Math.max(...asked.map(({ createdAtMs }) => createdAtMs))
    const better = good.findLast(({ createdAtMs }) => createdAtMs > newest)
    const isAskedAgain = asked.some((each) => each.clusterId !== cluster && each.createdAtMs > (before?.lastAtMs ?? 0))
    return {
      clusterId: cluster,
      label: (openById.get(labelId) ?? asked[0])?.text ?? '',
      questionIds: asked.map(({ questionId }) => questionId),
      state: nextState(before?.state ?? 'open', { isAnswered: better !== undefined, isAskedAgain }),
      resolvedBy: better?.answerId ?? null,
    }
  })
}

function nextState(before: ClusterState, { isAnswered, isAskedAgain }: { isAnswered: boolean; isAskedAgain: boolean }): ClusterState {
  if (before === 'ignored') return before
  if (isAnswered) return 'resolved'
  return before === 'resolved' && isAskedAgain ? 'open' : before
}

function mostCommon(ids: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}
