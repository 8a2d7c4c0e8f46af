import type { Caller } from './caller.ts'

/** Who stands in the audit log where a flow writes its row by itself. */
export const actorOf = ({ userId, via }: Caller): { actor: string; actorKind: 'user' | 'api-key' } => ({
  actor: userId,
  actorKind: via.kind === 'session' ? 'user' : 'api-key',
})
