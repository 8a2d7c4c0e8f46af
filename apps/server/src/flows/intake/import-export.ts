import { type ChannelId, type MessageChange, NotFoundError, type TeamId } from '@backscroll/core'
import { auditOf, channelsOf, membersOf, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { historyMessage, openExportZip, type SlackExport } from '@backscroll/slack'
import type { Storage } from '../../context.ts'
import { storedUser } from '../channels/stored-user.ts'
import { storeMessages } from './store-messages.ts'

export interface ImportRequest {
  teamId: TeamId
  /** Path of the zip. */
  zip: string
  /** `allow` allows the export's channels that nobody has decided over; `keep` leaves every decision as it is. */
  channels: 'allow' | 'keep'
  /** `dry-run` reads and counts, and writes nothing. */
  mode: 'write' | 'dry-run'
  actor: string
}

/** What an import came to. */
export interface ImportCounts {
  users: number
  channels: number
  messages: number
  /** Messages that were written, or would be. */
  stored: number
  /** Joins, topics and other notices that carry nothing to find. */
  notices: number
  /** Messages of channels that no admin has allowed. */
  notAllowed: number
  /** Entries that cannot be read as messages. */
  unreadable: number
  skippedDirectFiles: number
}

const BATCH = 500

/** Takes a Slack export into a team that is installed: people, channels, messages; live data wins wherever it is newer. */
export async function importExport(
  storage: Storage,
  request: ImportRequest,
  onProgress: (done: ImportCounts, dayFiles: number) => void,
): Promise<ImportCounts> {
  await using archive = await openExportZip(request.zip)
  const users = await archive.users()
  const counts: ImportCounts = {
    users: users.length,
    channels: archive.channels().length,
    messages: 0,
    stored: 0,
    notices: 0,
    notAllowed: 0,
    unreadable: 0,
    skippedDirectFiles: archive.skipped.directFiles,
  }
  const allowed = await storage.db.withTenant(request.teamId, async (tx) => {
    if (!(await teamsOf(tx).get())) throw new NotFoundError(`The workspace ${request.teamId} is not known. Install Backscroll in it first.`)
    if (request.mode === 'dry-run')
      return request.channels === 'allow'
        ? new Set(archive.channels().map((channel) => channel.channelId))
        : new Set(await channelsOf(tx).allowed())
    await usersOf(tx).upsertMany(users.map((user) => storedUser(user, 0, -1n)))
    await addChannels(storage, tx, archive, request)
    return new Set(await channelsOf(tx).allowed())
  })
  let batch: MessageChange[] = []
  const flush = async () => {
    counts.stored += request.mode === 'dry-run' ? batch.length : await write(storage, request.teamId, batch)
    batch = []
    onProgress(counts, archive.dayFileCount)
  }
  for await (const message of archive.messages()) {
    counts.messages += 1
    const change = readMessage(message.channelId, message.raw, counts)
    if (change === null) continue
    if (!allowed.has(message.channelId)) counts.notAllowed += 1
    else batch.push(change)
    if (batch.length >= BATCH) await flush()
  }
  await flush()
  return counts
}

function readMessage(channelId: ChannelId, raw: unknown, counts: ImportCounts): MessageChange | null {
  try {
    const change = historyMessage(channelId, raw, 'import')
    if (change === null) counts.notices += 1
    return change
  } catch {
    counts.unreadable += 1
    return null
  }
}

async function write(storage: Storage, teamId: TeamId, batch: readonly MessageChange[]): Promise<number> {
  if (batch.length === 0) return 0
  return (await storage.db.withTenant(teamId, (tx) => storeMessages(storage, tx, teamId, batch))).applied
}

/** Channels that Slack has told about keep what Slack says; the others come from the export, with its members. */
async function addChannels(storage: Storage, tx: TenantTx, archive: SlackExport, request: ImportRequest): Promise<void> {
  const nowMs = storage.clock.nowMs()
  const known = new Map((await channelsOf(tx).list()).map((channel) => [channel.channelId, channel]))
  const unknown = archive.channels().filter((channel) => !known.has(channel.channelId))
  await channelsOf(tx).upsertMany(
    unknown.map(({ createdMs: _created, memberIds: _members, ...record }) => ({ ...record, botIsMember: false })),
  )
  for (const channel of unknown) await membersOf(tx).replace(channel.channelId, channel.memberIds, nowMs)
  if (request.channels === 'keep') return
  for (const { channelId, isPrivate } of archive.channels()) {
    // nobody would tell us who leaves a private channel that the app is not in
    if (isPrivate && !known.get(channelId)?.botIsMember) continue
    if ((known.get(channelId)?.policy ?? 'pending') !== 'pending') continue
    await channelsOf(tx).setPolicy(channelId, 'allowed', request.actor, nowMs)
    await auditOf(tx).append({ actor: request.actor, actorKind: 'operator', action: 'channel.allowed', target: channelId, atMs: nowMs })
  }
}
