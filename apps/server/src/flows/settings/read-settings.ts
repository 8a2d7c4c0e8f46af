import { settingsFrom, type TeamSettings } from '@backscroll/core'
import { settingsOf, type TenantTx } from '@backscroll/db'

/** What a team has decided about its answers, with defaults for the rest. */
export const readSettings = async (tx: TenantTx): Promise<TeamSettings> => settingsFrom((await settingsOf(tx).get()).settings)
