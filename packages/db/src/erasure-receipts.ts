import { desc, eq } from 'drizzle-orm'
import { erasureReceipts } from './schema/index.ts'
import { storableJson } from './storable.ts'
import { queriesOf, type SystemTx, type TenantTx } from './tenant.ts'

/** A signed proof of what was erased. `counts` is plain JSON without content. */
export interface ErasureReceipt {
  teamId: string
  receiptId: string
  /** What was erased: a team, a person, a channel, a period. */
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

/** A team's receipts, newest first. */
export async function receiptsOf(tx: TenantTx): Promise<ErasureReceipt[]> {
  const rows = await queriesOf(tx).select().from(erasureReceipts).orderBy(desc(erasureReceipts.createdAt), desc(erasureReceipts.receiptId))
  return rows.map(toReceipt)
}

function toReceipt({ createdAt, ...rest }: typeof erasureReceipts.$inferSelect): ErasureReceipt {
  return { ...rest, createdAtMs: createdAt }
}
