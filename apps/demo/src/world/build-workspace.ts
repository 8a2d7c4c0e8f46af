import { readdirSync, readFileSync } from 'node:fs'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { type BuiltChannel, buildChannel } from './build-channel.ts'
import type { Calendar } from './calendar.ts'
import { parseChannel } from './parse-channel.ts'
import { parseWorkspace, seedUser } from './workspace-file.ts'

/** A workspace read from its folder. */
export interface BuiltWorkspace {
  seed: WorkspaceSeed
  channels: BuiltChannel[]
  /** User ids by handle. */
  userIds: ReadonlyMap<string, string>
  /** A phrase that occurs in no other workspace. */
  canary: string | null
}

/**
 * Builds a workspace from `workspace.json` and `channels/*.txt` of a folder.
 * @throws WorldFileError naming file and line of what does not fit.
 */
export function buildWorkspace(folder: URL, calendar: Calendar): BuiltWorkspace {
  const readText = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  const { id, domain, name, plan, users, canary } = parseWorkspace('workspace.json', readText('workspace.json'))
  const files = readdirSync(new URL('channels/', folder))
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
  const sources = files.map((file) => parseChannel(`channels/${file}`, readText(`channels/${file}`)))
  const cast = {
    staff: new Map(users.map((user) => [user.handle, user])),
    channels: new Map(sources.map((source) => [source.name, source.id])),
  }
  const channels = sources.map((source) => buildChannel(source, cast, calendar))
  return {
    seed: { id, domain, name, plan, users: users.map((user) => seedUser(user, domain)), channels: channels.map(({ seed }) => seed) },
    channels,
    userIds: new Map(users.map((user) => [user.handle, user.id])),
    canary: canary ?? null,
  }
}
