import { scopeFor } from '../events/audience.ts'
import { SlackRefusal } from '../refusal.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { Caller } from './method.ts'

/** Refuses with `missing_scope` unless the caller has one of the scopes. */
export function needScope(caller: Caller, scopes: readonly string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => caller.installation.scopes.includes(scope))) return
  throw new SlackRefusal('missing_scope', { needed: scopes.join(','), provided: caller.installation.scopes.join(',') })
}

/** The same, for the scope that this kind of conversation asks for. */
export function needScopeFor(caller: Caller, record: ChannelRecord, verb: 'read' | 'history' | 'write'): void {
  needScope(caller, [scopeFor(record, verb)])
}

/** Scopes an app may ask for here. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set(
  `app_mentions:read assistant:write channels:history channels:join channels:manage channels:read chat:write chat:write.customize
  chat:write.public commands emoji:read files:read files:write groups:history groups:read groups:write im:history im:read im:write
  links:read links:write metadata.message:read mpim:history mpim:read mpim:write pins:read pins:write reactions:read reactions:write
  reminders:read search:read.files search:read.public search:read.users team:read usergroups:read users.profile:read users:read
  users:read.email users:write`.split(/\s+/),
)
