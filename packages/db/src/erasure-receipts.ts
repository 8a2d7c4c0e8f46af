import { desc, eq, sql } from 'drizzle-orm'
import { erasureReceipts } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A signed proof of what was erased. `counts` is plain JSON without content. */
export interface ErasureReceipt {
  teamId: string
  receiptId: string
  /** What was erased: a message, a thread, a period, a channel, a person or a team. */
  kind: string
  counts: unknown
  jws: string
  createdAtMs: number
}

/** Keeps a receipt, also of a team that is gone; nobody changes or deletes it afterwards. */
export async function keepReceipt(tx: SystemTx, receipt: ErasureReceipt): Promise<void> {
  const { createdAtMs, counts, ...rest } = receipt
  await queriesOf(tx)
    .insert(erasureReceipts)
    .values({ ...rest, counts: storableJson(counts), createdAt: createdAtMs })
}

/** One receipt, for whoever holds its id; the team may be gone. */
export async function findReceipt(tx: SystemTx, receiptId: string): Promise<ErasureReceipt | null> {
  const [row] = await queriesOf(tx).select().from(erasureReceipts).where(eq(erasureReceipts.receiptId, receiptId))
  return row ? toReceipt(row) : null
}

/** Every receipt of every team that is not over, with what it is about where a row still tells, the oldest first. */
export async function allReceipts(tx: SystemTx): Promise<(Pick<ErasureReceipt, 'teamId' | 'kind' | 'jws'> & { target: string })[]> {
  const rows = await queriesOf(tx).execute<{ teamId: string; kind: string; jws: string; target: string }>(sql`
    select r.team_id as "teamId", r.kind, r.jws, case r.kind when 'team' then r.team_id else e.target end as target
    from erasure_receipts r left join erasures e on e.team_id = r.team_id and e.jws = r.jws
    where r.kind = 'team' or e.target is not null order by r.created_at, r.receipt_id`)
  return [...rows]
}

/** A team's receipts, newest first. */
export async function receiptsOf(tx: TenantTx): Promise<ErasureReceipt[]> {
  const rows = await queriesOf(tx).select().from(erasureReceipts).orderBy(desc(erasureReceipts.createdAt), desc(erasureReceipts.receiptId))
  return rows.map(toReceipt)
}

function toReceipt({ createdAt, ...rest }: typeof erasureReceipts.$inferSelect): ErasureReceipt {
  return { ...rest, createdAtMs: createdAt }
}
