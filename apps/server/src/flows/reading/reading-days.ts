import type { TenantTx } from '@backscroll/db'
import { readSettings } from '../settings/read-settings.ts'

/** How many days of history a workspace has read: its own word, else `serverDays`. What is kept for a shorter time is the caller's business. */
export const readingDays = async (tx: TenantTx, serverDays: number): Promise<number> => (await readSettings(tx)).backfill_days ?? serverDays
