import { InvalidInputError, teamId } from '@backscroll/core'
import { apiKeysOf, type StoredApiKey } from '@backscroll/db'
import { Command } from 'commander'
import { createKey, revokeKey } from '../flows/operating/manage-keys.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

/** `keys create|list|revoke`: the ways into the API of a workspace. */
export function keysVerb(): Command {
  const keys = new Command('keys').description('keys of the API')
  keys.addCommand(
    teamVerb('create', 'make a key that acts as one person; it is shown once')
      .requiredOption('--user <id>', 'the person in whose Slack rights the key acts, U...')
      .requiredOption('--scope <names...>', 'what it is good for: search, evaluations')
      .option('--days <number>', 'how long it works', '90')
      .action(create),
  )
  keys.addCommand(teamVerb('list', 'keys with their person, their scopes and their state').action(list))
  keys.addCommand(
    teamVerb('revoke', 'end a key at once').argument('<prefix>', 'the part between the underscores, or the whole key').action(revoke),
  )
  return keys
}

async function create(options: TeamOptions & { user: string; scope: string[]; days: string }): Promise<void> {
  await withStorage(async (storage) => {
    const scopes = options.scope.flatMap((names) => names.split(',')).map((name) => name.trim())
    const wanted = { teamId: teamId(options.team), userId: options.user, scopes, days: Number(options.days), actor: operator() }
    const { key, stored } = await createKey(storage, wanted)
    report({ ok: true, key, ...shown(stored, storage.clock.nowMs()) }, options, [
      key,
      `Acts as ${stored.actsAsUserId} until ${isoOf(stored.expiresAtMs)}. It is not shown again.`,
    ])
  })
}

async function list(options: TeamOptions): Promise<void> {
  await withStorage(async (storage) => {
    const keys = await storage.db.withTenant(teamId(options.team), (tx) => apiKeysOf(tx).list())
    const rows = keys.map((key) => shown(key, storage.clock.nowMs()))
    const lines = rows.map((row) =>
      [row.prefix, row.state.padEnd(7), row.user.padEnd(12), row.scopes.join(','), `until ${row.expiresAt}`].join('  '),
    )
    report({ keys: rows }, options, lines.length > 0 ? lines : ['This workspace has no keys.'])
  })
}

async function revoke(given: string, options: TeamOptions): Promise<void> {
  await withStorage(async (storage) => {
    const prefix = /^(?:bsk_)?([a-z2-7]{12})(?:_.*)?$/.exec(given)?.[1]
    if (!prefix) throw new InvalidInputError('Name a key by its prefix, as "keys list" shows it.')
    await revokeKey(storage, { teamId: teamId(options.team), prefix, actor: operator() })
    report({ ok: true, prefix }, options, [`${prefix} opens nothing any more.`])
  })
}

const shown = (key: Omit<StoredApiKey, 'hash'>, nowMs: number) => ({
  prefix: key.prefix,
  user: key.actsAsUserId,
  scopes: key.scopes,
  state: key.revokedAtMs !== null ? 'revoked' : key.expiresAtMs <= nowMs ? 'expired' : 'works',
  createdAt: isoOf(key.createdAtMs),
  expiresAt: isoOf(key.expiresAtMs),
  lastUsedAt: key.lastUsedAtMs === null ? null : isoOf(key.lastUsedAtMs),
  revokedAt: key.revokedAtMs === null ? null : isoOf(key.revokedAtMs),
})

const isoOf = (ms: number): string => new Date(ms).toISOString()
