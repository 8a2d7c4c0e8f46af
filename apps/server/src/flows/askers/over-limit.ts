import { questionsOf, type TenantTx } from '@backscroll/db'
import { startOfDayMs } from '../accounting/watch-budget.ts'
import { readSettings } from '../settings/read-settings.ts'
import { whomToAsk } from './whom-to-ask.ts'

/**
 * Why a question is not answered today, in a sentence; null when it is one of as many as the workspace wants on a day in UTC. What is turned away
 * is not counted.
 * @param questionId of a stored question; without one it is about the next one, which nobody else can store before this transaction ends.
 */
export async function overLimit(tx: TenantTx, { nowMs, questionId }: { nowMs: number; questionId?: string }): Promise<string | null> {
  const { questions_per_day: most } = await readSettings(tx)
  if (most === null) return null
  const sinceMs = startOfDayMs(nowMs)
  const asked = await questionsOf(tx).askedBefore({ sinceMs, ...(questionId === undefined ? {} : { questionId }) })
  if (asked < most) return null
  const whom = await whomToAsk(tx)
  const counted = most === 1 ? 'one question' : `${most.toLocaleString('en')} questions`
  return `This workspace may ask ${counted} a day, and today's are used up. It goes on at midnight UTC, or when ${whom} raises the number.`
}
