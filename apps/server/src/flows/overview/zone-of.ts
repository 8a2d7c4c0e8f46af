import { momentAt } from '@backscroll/core'
import { type TenantTx, usersOf } from '@backscroll/db'

/** The time zone of a person as Slack knows it; UTC where it does not. */
export const zoneOf = async (tx: TenantTx, userId: string, nowMs: number): Promise<string> =>
  momentAt(nowMs, (await usersOf(tx).get(userId))?.tz ?? 'UTC').timeZone
