import { type TenantTx, whoDecides } from '@backscroll/db'

const NAMED = 2

/** Who can be asked about what the workspace allows: two of those who decide, by name. */
export const whomToAsk = async (tx: TenantTx): Promise<string> => (await whoDecides(tx, NAMED)).join(' or ') || 'an admin of this workspace'
