import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const document = z.object({ _id: z.string(), title: z.string().default(''), text: z.string() })
const query = z.object({ _id: z.string(), text: z.string(), exclude: z.string().optional() })

/** A folder in the layout of the BEIR benchmark. */
export interface EvaluationSet {
  documents: z.infer<typeof document>[]
  /** Those that somebody has judged. `exclude`: a document that never counts, as a message that asks does not answer itself. */
  queries: z.infer<typeof query>[]
  /** Grades by document, by query. */
  judgments: Map<string, Map<string, number>>
}

/**
 * Reads `corpus.jsonl`, `queries.jsonl` (both may be gzipped) and `qrels.tsv`, with or without its headline.
 * @throws Error that names the file and the line.
 */
export function readEvaluationSet(folder: string): EvaluationSet {
  const judgments = new Map<string, Map<string, number>>()
  for (const [at, line] of linesOf(folder, 'qrels.tsv').entries()) {
    const [queryId = '', documentId = '', grade = ''] = line.split('\t')
    if (at === 0 && !isGrade(grade)) continue
    if (!documentId || !isGrade(grade)) throw new Error(`qrels.tsv, line ${at + 1}: a query, a document and a grade are expected`)
    judgments.set(queryId, (judgments.get(queryId) ?? new Map<string, number>()).set(documentId, Number(grade)))
  }
  const queries = records(folder, 'queries.jsonl', query).filter(({ _id }) => judgments.has(_id))
  if (queries.length === 0) throw new Error(`${folder}: no query of queries.jsonl is judged in qrels.tsv`)
  return { documents: records(folder, 'corpus.jsonl', document), queries, judgments }
}

const isGrade = (text: string): boolean => /^\d+(\.\d+)?\s*$/.test(text)

function records<Shape extends z.ZodType>(folder: string, name: string, shape: Shape): z.infer<Shape>[] {
  return linesOf(folder, name).map((line, at) => {
    try {
      return shape.parse(JSON.parse(line))
    } catch (error) {
      throw new Error(`${name}, line ${at + 1} is not what is expected: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
}

function linesOf(folder: string, name: string): string[] {
  const plain = path.join(folder, name)
  if (!existsSync(plain) && !existsSync(`${plain}.gz`)) throw new Error(`${folder} has no ${name} and no ${name}.gz`)
  const bytes = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`))
  return bytes.toString('utf8').split('\n').filter(Boolean)
}
