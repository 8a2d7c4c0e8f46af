import path from 'node:path'
import { createHashEmbedder } from '@backscroll/models'
import { readEvaluationSet } from '../bench/retrieval/beir.ts'
import { evaluatedSet, meansOf } from '../bench/retrieval/evaluated-set.ts'

const SETS = ['scifact', 'irc-reply'] as const
/** Every n-th query, never a random one: a change is judged on the same ones as the change before. */
const QUERIES = 200
const MARGIN = 0.01

/** The gate of every change to retrieval: the keyless hybrid with synonyms is nowhere worse than BM25 alone, in the same run. */
export async function acceptRetrieval(folder: string) {
  const sets = []
  for (const name of SETS) {
    const set = readEvaluationSet(path.join(folder, name))
    const step = set.queries.length / QUERIES
    const queries = Array.from({ length: QUERIES }, (_, at) => set.queries[Math.floor(at * step)]).filter((query) => query !== undefined)
    await using evaluated = await evaluatedSet(set, createHashEmbedder())
    const quality = await evaluated.judge(queries, ['keyword', 'hybrid+synonyms'])
    const [keyword, hybrid] = [meansOf(quality.keyword), meansOf(quality['hybrid+synonyms'])]
    const ok = hybrid.ndcg10 >= keyword.ndcg10 - MARGIN && hybrid.recall100 >= keyword.recall100 - MARGIN
    sets.push({ set: name, ok, queries: queries.length, keyword, hybrid })
  }
  return { ok: sets.every(({ ok }) => ok), sets }
}
