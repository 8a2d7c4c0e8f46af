import { randomUUID } from 'node:crypto'
import type { TeamId } from '@backscroll/core'
import {
  auditOf,
  type Erasure,
  type ErasureCounts,
  erasuresOf,
  keepReceipt,
  openReceiptSigner,
  type ReceiptSigner,
  type SystemTx,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import { keepOutside } from './keep-receipt.ts'
import { hashOf } from './receipt-note.ts'

const DAY_MS = 86_400_000

/** A signed proof that waits to be kept. */
export interface Receipt {
  receiptId: string
  jws: string
  counts: ErasureCounts
  atMs: number
}

/** What the counts from before have become; a store that was empty stays out. */
export function countsAfter(before: ErasureCounts, after: Record<string, number>): ErasureCounts {
  return Object.fromEntries(Object.entries(before).map(([store, { before: rows }]) => [store, { before: rows, after: after[store] ?? 0 }]))
}

/** Signs what an erasure came to: numbers, times and who asked; of what was erased the hash of its id alone. It is kept outside of the database at once. */
export async function signReceipt(
  ctx: Context,
  teamId: TeamId,
  { erasure, counts }: { erasure: Erasure; counts: ErasureCounts },
): Promise<Receipt> {
  const atMs = ctx.clock.nowMs()
  const { BACKUP_DAYS, PUBLIC_URL } = ctx.config
  const signer = await openKeyOfReceipts(ctx)
  const receiptId = randomUUID()
  const backupsExpireAt = isoOf(atMs + BACKUP_DAYS * DAY_MS)
  const jws = await signer.sign({
    receiptId,
    issuer: PUBLIC_URL,
    kind: erasure.kind,
    team: hashOf(teamId),
    target: hashOf(`${teamId}/${erasure.target}`),
    requestedBy: erasure.requestedBy,
    requestedAt: isoOf(erasure.createdAtMs),
    finishedAt: isoOf(atMs),
    counts,
    backupsExpireAt,
  })
  await keepOutside(ctx, { teamId, erasure, receiptId, jws, backupsExpireAt })
  return { receiptId, jws, counts, atMs }
}

/** The key that signs receipts: configured, or made once for all processes. */
export const openKeyOfReceipts = ({
  db,
  vault,
  config,
  clock,
}: Pick<Context, 'db' | 'vault' | 'config' | 'clock'>): Promise<ReceiptSigner> =>
  db.withSystem((tx) => openReceiptSigner(tx, { vault, key: config.RECEIPT_KEY, nowMs: clock.nowMs() }))

/** Keeps the proof of an erasure whose team goes on, and notes that it is done. */
export async function finishErasure(
  ctx: Context,
  teamId: TeamId,
  { erasure, counts }: { erasure: Erasure; counts: ErasureCounts },
): Promise<void> {
  const receipt = await signReceipt(ctx, teamId, { erasure, counts })
  const { jws, atMs } = receipt
  await ctx.db.withSystem((tx) => keep(tx, teamId, erasure, receipt))
  await ctx.db.withTenant(teamId, async (tx) => {
    await erasuresOf(tx).finish(erasure.erasureId, { counts, jws, atMs })
    const diff = { erasureId: erasure.erasureId, receiptId: receipt.receiptId, counts }
    await auditOf(tx).append({
      actor: erasure.requestedBy,
      actorKind: 'system',
      action: `${erasure.kind}.erased`,
      target: erasure.target,
      diff,
      atMs,
    })
  })
  ctx.telemetry.notice('an erasure is done', { teamId, erasureId: erasure.erasureId, kind: erasure.kind })
}

/** Keeps the proof, in the transaction in which the last row goes. */
export const keep = (tx: SystemTx, teamId: TeamId, { kind }: Erasure, { receiptId, counts, jws, atMs }: Receipt): Promise<void> =>
  keepReceipt(tx, { teamId, receiptId, kind, counts, jws, createdAtMs: atMs })

const isoOf = (ms: number): string => new Date(ms).toISOString()
