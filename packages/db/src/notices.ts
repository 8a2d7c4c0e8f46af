import type { MessageTs } from '@backscroll/core'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { notices } from './schema/index.ts'
import { currentTeam, queriesOf, type TenantTx } from './tenant.ts'

/** Which notice: its kind, and what it is about. */
export interface NoticeKey {
  kind: string
  subject: string
}

/** A notice as it is stored. */
export interface Notice extends NoticeKey {
  recipientId: string | null
  plannedAtMs: number
  claimedAtMs: number | null
  sentAtMs: number | null
  postedTs: MessageTs | null
}

const isNotice = ({ kind, subject }: NoticeKey) => and(eq(notices.kind, kind), eq(notices.subject, subject))

/** What the app says by itself, once per kind and subject. */
export const noticesOf = (tx: TenantTx) => ({
  /** @returns false when it was planned before: then nothing changes. */
  async plan(notice: NoticeKey & { recipientId?: string | undefined; atMs: number }): Promise<boolean> {
    const { kind, subject, recipientId = null, atMs } = notice
    const planned = await queriesOf(tx)
      .insert(notices)
      .values({ teamId: currentTeam, kind, subject, recipientId, plannedAt: atMs })
      .onConflictDoNothing()
      .returning({ kind: notices.kind })
    return planned.length > 0
  },

  async get(key: NoticeKey): Promise<Notice | null> {
    const [row] = await queriesOf(tx).select().from(notices).where(isNotice(key))
    return row ? toNotice(row) : null
  },

  /** Those about one thing that are not sent yet, oldest first. */
  async unsent(subject: string): Promise<Notice[]> {
    const open = and(eq(notices.subject, subject), isNull(notices.sentAt))
    const rows = await queriesOf(tx).select().from(notices).where(open).orderBy(notices.plannedAt, notices.kind)
    return rows.map(toNotice)
  },

  /** Notes an attempt to send. The moment of the first one stays: whatever arrived, arrived after it. */
  async claim(key: NoticeKey, atMs: number): Promise<void> {
    await queriesOf(tx)
      .update(notices)
      .set({ claimedAt: atMs })
      .where(and(isNotice(key), isNull(notices.claimedAt)))
  },

  /** Forgets what was planned about one thing, as far as nobody has tried to send it. */
  async withdraw(kinds: readonly string[], subject: string): Promise<void> {
    const untried = and(isNull(notices.claimedAt), isNull(notices.sentAt))
    await queriesOf(tx)
      .delete(notices)
      .where(and(inArray(notices.kind, [...kinds]), eq(notices.subject, subject), untried))
  },

  /** Takes an attempt back that certainly sent nothing. */
  async release(key: NoticeKey): Promise<void> {
    await queriesOf(tx).update(notices).set({ claimedAt: null }).where(isNotice(key))
  },

  /** @param postedTs null for what only one person sees. */
  async markSent(key: NoticeKey, postedTs: MessageTs | null, atMs: number): Promise<void> {
    await queriesOf(tx).update(notices).set({ sentAt: atMs, postedTs }).where(isNotice(key))
  },
})

function toNotice(row: typeof notices.$inferSelect): Notice {
  const { kind, subject, recipientId, plannedAt, claimedAt, sentAt } = row
  return {
    kind,
    subject,
    recipientId,
    plannedAtMs: plannedAt,
    claimedAtMs: claimedAt,
    sentAtMs: sentAt,
    postedTs: row.postedTs as MessageTs | null,
  }
}
