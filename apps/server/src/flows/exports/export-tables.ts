import type { ChannelId, TeamId, VisibleChannels } from '@backscroll/core'
import { answersToExport, auditToExport, messagesToExport, savedToExport } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { ExportScope } from './export-scope.ts'

/** Rows of one query: what is in memory at a time. */
const PAGE = 2_000

/** A table of an export: names of its columns, and its rows page by page. */
export interface ExportTable {
  name: 'messages' | 'answers' | 'saved' | 'audit'
  columns: readonly string[]
  pages: AsyncIterable<readonly Record<string, unknown>[]>
}

/** What an export is made of, for whom, and what that person may read. */
export interface ExportedFor {
  teamId: TeamId
  userId: string
  scope: ExportScope
  visible: VisibleChannels
}

/** The tables that a scope names. */
export function exportTables(ctx: Pick<Context, 'db'>, wanted: ExportedFor): ExportTable[] {
  const { parts } = wanted.scope
  const messages = { name: 'messages' as const, columns: MESSAGE, pages: messagePages(ctx, wanted) }
  const answers = { name: 'answers' as const, columns: ANSWER, pages: answerPages(ctx, wanted) }
  const saved = { name: 'saved' as const, columns: SAVED, pages: savedPages(ctx, wanted) }
  const audit = { name: 'audit' as const, columns: AUDIT, pages: auditPages(ctx, wanted) }
  return [messages, answers, saved, audit].filter(({ name }) => parts.includes(name === 'saved' ? 'answers' : name))
}

const MESSAGE = ['messageId', 'channelId', 'userId', 'text', 'timestamp', 'threadTs', 'indexedAt']
const ANSWER = ['answerId', 'askerId', 'surface', 'question', 'askedAt', 'state', 'answer', 'confidence', 'model', 'createdAt', 'sources']
const SAVED = ['answerId', 'userId', 'note', 'savedAt']
const AUDIT = ['id', 'at', 'actor', 'actorKind', 'action', 'target', 'diff']

/** Only of channels that the person may read: the others are counted. */
async function* messagePages({ db }: Pick<Context, 'db'>, { teamId, scope, visible }: ExportedFor) {
  for (const channelId of exportedChannels(scope, visible))
    for (let after = ''; ; ) {
      const from = { channelId, userId: scope.person, after, limit: PAGE }
      const page = await db.withTenant(teamId, (tx) => messagesToExport(tx, from))
      const last = page.at(-1)
      if (!last) break
      yield page.map(({ ts, postedAt, ...row }) => ({ messageId: `${row.channelId}:${ts}`, ...row, timestamp: postedAt }))
      after = last.ts
    }
}

/** The channels whose texts are in an export. */
export const exportedChannels = ({ channelIds }: ExportScope, visible: VisibleChannels): ChannelId[] =>
  visible.filter((id) => channelIds === null || channelIds.includes(id)).toSorted()

/** Words of others only where everything that the answer was made from may be read. */
async function* answerPages({ db }: Pick<Context, 'db'>, { teamId, userId, scope, visible }: ExportedFor) {
  const readable = new Set<string>(visible)
  for (let after: string | null = null; ; ) {
    const from: { askerId: string | null; after: string | null; limit: number } = { askerId: scope.person, after, limit: PAGE }
    const page: Awaited<ReturnType<typeof answersToExport>> = await db.withTenant(teamId, (tx) => answersToExport(tx, from))
    const last = page.at(-1)
    if (!last) break
    yield page.map((row) => {
      const isOpen = row.sources.length > 0 && row.sources.every((source) => readable.has(source.slice(0, source.indexOf(':'))))
      return isOpen || row.askerId === userId ? { ...row } : { ...row, question: null, answer: null, sources: [] }
    })
    after = last.answerId
  }
}

/** What the person who asks for the export keeps: the notes of others are theirs alone. */
async function* savedPages({ db }: Pick<Context, 'db'>, { teamId, userId }: ExportedFor) {
  for (let after: string | null = null; ; ) {
    const from: { userId: string; after: string | null; limit: number } = { userId, after, limit: PAGE }
    const page: Awaited<ReturnType<typeof savedToExport>> = await db.withTenant(teamId, (tx) => savedToExport(tx, from))
    const last = page.at(-1)
    if (!last) break
    yield page.map((row) => ({ ...row }))
    after = last.answerId
  }
}

async function* auditPages({ db }: Pick<Context, 'db'>, { teamId }: ExportedFor) {
  for (let after = '0'; ; ) {
    const from = { after, limit: PAGE }
    const page = await db.withTenant(teamId, (tx) => auditToExport(tx, from))
    const last = page.at(-1)
    if (!last) break
    yield page.map((row) => ({ ...row }))
    after = last.id
  }
}
