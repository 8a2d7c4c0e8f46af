import { auditOf, type TenantTx } from '@backscroll/db'
import type { Caller } from './caller.ts'

/** Writes down what a caller did, in the transaction in which it happened; `diff` holds ids, names of settings and numbers, never texts. */
export function audited(
  tx: TenantTx,
  { userId, via }: Caller,
  act: { action: string; target: string; diff?: Record<string, unknown>; atMs: number },
): Promise<void> {
  const { action, target, atMs, diff = {} } = act
  if (via.kind === 'session') return auditOf(tx).append({ actor: userId, actorKind: 'user', action, target, diff, atMs })
  return auditOf(tx).append({ actor: userId, actorKind: 'api-key', action, target, diff: { ...diff, key: via.prefix }, atMs })
}
