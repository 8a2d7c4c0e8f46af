import { Readable } from 'node:stream'
import type { AnswerRow, AnswersDownload } from '@backscroll/contracts'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { csvLine } from '../exports/csv.ts'
import { listAnswers } from './list-answers.ts'

/** Rows of one transaction: what is in memory at a time. */
const PAGE = 500

const COLUMNS = [
  'askedAt',
  'asker',
  'surface',
  'state',
  'question',
  'citations',
  'confidence',
  'model',
  'totalMs',
  'costUsd',
  'good',
  'bad',
  'id',
]

/**
 * The log as it is narrowed, whole and newest first, as the caller may see it while it is read: texts are withheld as in the list, and no cell is
 * a formula. That it was fetched stands in the audit log.
 */
export async function downloadAnswers(ctx: Context, caller: Caller, query: AnswersDownload): Promise<Readable> {
  const act = { action: 'answers.download', target: caller.teamId, diff: { format: query.format }, atMs: ctx.clock.nowMs() }
  await ctx.db.withTenant(caller.teamId, (tx) => audited(tx, caller, act))
  return Readable.from(linesOf(ctx, caller, query))
}

async function* linesOf(ctx: Context, caller: Caller, { format, ...narrowing }: AnswersDownload): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS)
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: { data: AnswerRow[]; nextCursor: string | null } = await listAnswers(ctx, caller, { ...narrowing, cursor, limit: PAGE })
    yield page.data.map((row) => (format === 'csv' ? csvLine(cellsOf(row)) : jsonLine(row))).join('')
    cursor = page.nextCursor
  }
}

const cellsOf = ({ asker, ...row }: AnswerRow): unknown[] =>
  COLUMNS.map((name) => (name === 'asker' ? asker.name : row[name as keyof typeof row]))

/** What the caller has noted for themselves is no part of the log. */
const jsonLine = ({ saved: _saved, ...row }: AnswerRow): string => `${JSON.stringify(row)}\n`
