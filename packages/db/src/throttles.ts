import { eq, lt, sql } from 'drizzle-orm'
import { throttles } from './schema/index.ts'
import { queriesOf, type SystemTx } from './tenant.ts'

/** `burst` calls at once and one more each `intervalMs`. */
export interface Throttle {
  intervalMs: number
  burst: number
}

/** How often somebody may come, counted by all processes together. */
export const throttlesOf = (tx: SystemTx) => ({
  /**
   * Counts a call, exactly, however many processes ask at once. One that is refused is not counted.
   * @returns milliseconds until the next one is granted, 0 when this one is.
   */
  async take(subject: string, { intervalMs, burst }: Throttle, nowMs: number): Promise<number> {
    const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
    const roomMs = (burst - 1) * intervalMs
    const granted = await queriesOf(tx).execute(sql`
      insert into throttles (subject, due_at) values (${subject}, ${at(nowMs + intervalMs)})
      on conflict (subject) do update
        set due_at = greatest(throttles.due_at, ${at(nowMs)}) + ${intervalMs}::double precision * interval '1 millisecond'
        where throttles.due_at <= ${at(nowMs + roomMs)}
      returning subject`)
    if (granted.length > 0) return 0
    const [row] = await queriesOf(tx).select().from(throttles).where(eq(throttles.subject, subject))
    return Math.max(1, (row?.dueAt ?? nowMs) - nowMs - roomMs)
  },

  /** Forgets whoever has paid everything off. @returns how many there were. */
  async purge(nowMs: number): Promise<number> {
    const gone = await queriesOf(tx).delete(throttles).where(lt(throttles.dueAt, nowMs)).returning({ subject: throttles.subject })
    return gone.length
  },
})
