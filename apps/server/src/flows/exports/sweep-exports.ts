import { expiredExports, markExportExpired } from '@backscroll/db'
import type { Context } from '../../context.ts'

const AT_ONCE = 1_000

/** Deletes the files of exports that are past their time. */
export async function sweepExports({ db, clock, exportStore }: Context): Promise<void> {
  for (const { teamId, exportId, objectKey } of await db.withSystem((tx) => expiredExports(tx, { nowMs: clock.nowMs(), limit: AT_ONCE }))) {
    await exportStore.remove(objectKey)
    await db.withSystem((tx) => markExportExpired(tx, { teamId, exportId }))
  }
}
