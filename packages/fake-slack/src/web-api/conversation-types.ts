import { SlackRefusal } from '../refusal.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { Arguments } from './arguments.ts'
import type { Caller } from './method.ts'
import { needScope } from './scopes.ts'

const SCOPE_OF_TYPE: Record<string, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
}

function typeOf(record: ChannelRecord): string {
  if (record.channel.kind !== 'channel') return record.channel.kind
  return record.channel.isPrivate ? 'private_channel' : 'public_channel'
}

/** The kinds of conversation asked for; each needs its own scope. */
export function typesOf(args: Arguments, caller: Caller): (record: ChannelRecord) => boolean {
  const types = (args.text('types') ?? 'public_channel').split(',').map((type) => type.trim())
  if (types.some((type) => !(type in SCOPE_OF_TYPE))) throw new SlackRefusal('invalid_types')
  for (const type of types) needScope(caller, [SCOPE_OF_TYPE[type] ?? ''])
  return (record) => types.includes(typeOf(record))
}
