import { AppError, BadArchiveError, type ChannelId, type UserId } from '@backscroll/core'
import { type ArchiveLimits, DEFAULT_ARCHIVE_LIMITS } from './archive-limits.ts'
import { type ChannelRecord, channelRecord } from './channel-record.ts'
import { exportContents, exportRoot } from './export-contents.ts'
import { userField } from './fields.ts'
import { listOf, recordOf } from './loose.ts'
import { type UserRecord, userRecord } from './user-record.ts'
import { openArchive, type ZipArchive } from './zip-archive.ts'

/** A channel as an export lists it. */
export interface ExportChannel extends ChannelRecord {
  /** Milliseconds since the epoch; null when the export does not say. */
  createdMs: number | null
  memberIds: UserId[]
}

/** A message of an export, unread: `historyMessage` reads it. */
export interface ExportMessage {
  channelName: string
  channelId: ChannelId
  /** Name of the day file inside the archive. */
  file: string
  raw: unknown
}

/** An opened Slack export. All reading methods throw BadArchiveError for a file that is damaged. */
export interface SlackExport extends AsyncDisposable {
  users(): Promise<UserRecord[]>
  channels(): ExportChannel[]
  /** Channel by channel, day by day, one day file in memory at a time; folders of channels that are not listed are skipped. */
  messages(): AsyncIterable<ExportMessage>
  /** For progress. */
  dayFileCount: number
  skipped: { directFiles: number; unlistedChannelFiles: number; otherFiles: number }
}

/** Opens a Slack export zip, checks it as untrusted, and reads its channel lists. @throws BadArchiveError in plain words. */
export async function openExportZip(path: string, limits: Partial<ArchiveLimits> = {}): Promise<SlackExport> {
  const archive = await openArchive(path, { ...DEFAULT_ARCHIVE_LIMITS, ...limits })
  try {
    return await readExport(archive)
  } catch (error) {
    archive.close()
    throw error
  }
}

async function readExport(archive: ZipArchive): Promise<SlackExport> {
  const root = exportRoot(archive.names)
  if (root === undefined) throw new BadArchiveError('The archive is not a Slack export: it holds no channels.json.')
  const list = async (name: string) => (archive.names.includes(root + name) ? entriesOf(await archive.readJson(root + name), name) : [])
  const channels = [
    ...(await list('channels.json')).map((raw) => exportChannel(raw, 'channels.json')),
    ...(await list('groups.json')).map((raw) => ({ ...exportChannel(raw, 'groups.json'), isPrivate: true })),
  ]
  const direct = [...(await list('dms.json')), ...(await list('mpims.json'))].map(recordOf)
  const directFolders = new Set(direct.flatMap(({ id, name }) => [id, name].filter((folder) => typeof folder === 'string')))
  const idByName = new Map(channels.map((channel) => [channel.name, channel.channelId]))
  const contents = exportContents(archive.names, root, directFolders)
  const dayFiles = contents.dayFiles.filter(({ folder }) => idByName.has(folder))

  async function* messages(): AsyncGenerator<ExportMessage> {
    for (const { name, folder } of dayFiles) {
      const channelId = idByName.get(folder)
      if (channelId === undefined) continue
      for (const raw of entriesOf(await archive.readJson(name), name)) yield { channelName: folder, channelId, file: name, raw }
    }
  }

  return {
    users: async () => (await list('users.json')).map((raw) => readEntry(raw, 'users.json', userRecord)),
    channels: () => channels,
    messages,
    dayFileCount: dayFiles.length,
    skipped: {
      directFiles: contents.directFiles,
      unlistedChannelFiles: contents.dayFiles.length - dayFiles.length,
      otherFiles: contents.otherFiles,
    },
    [Symbol.asyncDispose]: async () => archive.close(),
  }
}

function exportChannel(raw: unknown, file: string): ExportChannel {
  const channel = readEntry(raw, file, channelRecord)
  if (channel === null || channel.name === '') throw new BadArchiveError(`${file} holds an entry that is not a channel.`)
  const { created, members } = recordOf(raw)
  const seconds = Number(typeof created === 'string' || typeof created === 'number' ? created : Number.NaN)
  const memberIds = listOf(members).flatMap((id) => userField.safeParse(id).data ?? [])
  return { ...channel, createdMs: Number.isFinite(seconds) ? seconds * 1000 : null, memberIds, memberCount: memberIds.length }
}

function entriesOf(value: unknown, file: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new BadArchiveError(`${file} does not hold a list.`)
  return value
}

function readEntry<Read>(raw: unknown, file: string, read: (raw: unknown) => Read): Read {
  try {
    return read(raw)
  } catch (cause) {
    if (cause instanceof AppError) throw new BadArchiveError(`${file} holds an unusable entry. ${cause.message}`, { cause })
    throw cause
  }
}
