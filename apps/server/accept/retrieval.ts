import path from 'node:path'
import type { RankingQuality } from '@backscroll/core'
import { createHashEmbedder } from '@backscroll/models'
import { type EvaluationSet, readEvaluationSet } from '../bench/retrieval/beir.ts'
import { evaluatedSet, fittedTo, meansOf } from '../bench/retrieval/evaluated-set.ts'

/**
 * `floor`: what the keyless hybrid has to reach over all queries of a set. The reference has .699 (.937); twelve builds of the vector index gave .6966
 * to .7013, mean .7001 (.932 to .936), and one query more or less is .0033. With the shipped word frequencies it is .693.
 */
const SETS: readonly { name: string; floor: Pick<RankingQuality, 'ndcg10' | 'recall100'> | null }[] = [
  { name: 'scifact', floor: { ndcg10: 0.695, recall100: 0.925 } },
  { name: 'irc-reply', floor: null },
]
/** Every n-th query, never a random one: a change is judged on the same ones as the change before. */
const QUERIES = 200
const MARGIN = 0.01

/**
 * The gate of every change to retrieval: the keyless hybrid with synonyms is nowhere worse than BM25 alone, in the same run, and the hybrid
 * does not fall behind the reference, each set with the word frequencies that such a workspace would have.
 */
export async function acceptRetrieval(folder: string) {
  const sets = []
  for (const { name, floor } of SETS) {
    const set = readEvaluationSet(path.join(folder, name))
    await using evaluated = await evaluatedSet(set, await fittedTo(set, createHashEmbedder()))
    const quality = await evaluated.judge(someOf(set), ['keyword', 'hybrid+synonyms'])
    const [keyword, hybrid] = [meansOf(quality.keyword), meansOf(quality['hybrid+synonyms'])]
    const isSafe = hybrid.ndcg10 >= keyword.ndcg10 - MARGIN && hybrid.recall100 >= keyword.recall100 - MARGIN
    const whole = floor && meansOf((await evaluated.judge(set.queries, ['hybrid'])).hybrid)
    const isHigh = !floor || !whole || (whole.ndcg10 >= floor.ndcg10 && whole.recall100 >= floor.recall100)
    sets.push({ set: name, ok: isSafe && isHigh, queries: quality.keyword.length, keyword, hybrid, ...(whole ? { whole, floor } : {}) })
  }
  return { ok: sets.every(({ ok }) => ok), sets }
}

function someOf({ queries }: EvaluationSet): EvaluationSet['queries'] {
  const step = queries.length / QUERIES
  return Array.from({ length: QUERIES }, (_, at) => queries[Math.floor(at * step)]).filter((query) => query !== undefined)
}
