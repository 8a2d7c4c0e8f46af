import { expireExports } from '@backscroll/db'
import type { Context } from '../../context.ts'

const AT_ONCE = 100

/** Deletes the files of exports that are past their time. */
export async function sweepExports({ db, clock }: Context): Promise<void> {
  const nowMs = clock.nowMs()
  while ((await db.withSystem((tx) => expireExports(tx, { nowMs, limit: AT_ONCE }))) === AT_ONCE);
}
