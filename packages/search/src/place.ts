import { createHash } from 'node:crypto'
import path from 'node:path'
import { ConfigurationError, type TeamId, teamId } from '@backscroll/core'

/** Name of one of a team's tables; each one that is built beside another has a version of its own. */
export const tableName = (id: TeamId, version: number): string => `team_${teamId(id)}_e${version}`

/** One of 256 directories under `root`, so that no directory listing grows with the number of teams. */
export const shardDirectory = (root: string, id: TeamId): string =>
  path.join(root, createHash('sha256').update(id).digest('hex').slice(0, 2))

/**
 * The absolute directory of all tables: LanceDB reads a relative path that begins with `db` as a cloud address.
 * @throws ConfigurationError for an address with a scheme: object storage is not supported yet.
 */
export function rootDirectory(uri: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(uri))
    throw new ConfigurationError('The search index needs a local directory, not an address with a scheme.')
  return path.resolve(uri)
}
