import { type Db, poolsBehind } from './db.ts'
import { guarded } from './driver-errors.ts'
import { lastAppliedMs, writtenMs } from './migrations.ts'

/** How many migrations of this build the database has seen, and how many it has not. */
export async function migrationCounts(db: Db): Promise<{ applied: number; waiting: number }> {
  const appliedMs = await guarded(() => lastAppliedMs(poolsBehind(db).login))
  const all = await writtenMs()
  const applied = all.filter((ms) => ms <= appliedMs).length
  return { applied, waiting: all.length - applied }
}
