import { createHash } from 'node:crypto'
import path from 'node:path'
import { ConfigurationError, type TeamId, teamId } from '@backscroll/core'

/** Name of one of a team's tables; each one that is built beside another has a version of its own. */
export const tableName = (id: TeamId, version: number): string => `team_${teamId(id)}_e${version}`

/** One of 256 shards by two hex digits, so that no listing grows with the number of teams. */
export const shardOf = (id: TeamId): string => createHash('sha256').update(id).digest('hex').slice(0, 2)

/** Where a team's table lies below the root, with `/` between the parts. */
export const tablePath = (id: TeamId, version: number): string => `${shardOf(id)}/${tableName(id, version)}.lance`

/** Where all tables lie: an absolute directory, or keys below `prefix` in a bucket; a prefix that is not empty ends with `/`. */
export type Address = { kind: 'directory'; path: string } | { kind: 'bucket'; bucket: string; prefix: string }

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const PREFIX = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/

/**
 * Reads where the tables are. A directory becomes absolute: LanceDB takes a relative path that begins with `db` for a cloud address.
 * @throws ConfigurationError with the reason for an address that cannot be used.
 */
export function addressOf(uri: string): Address {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(uri) ?? []
  if (scheme === undefined) return { kind: 'directory', path: path.resolve(uri) }
  if (scheme.toLowerCase() === 'db')
    throw new ConfigurationError(
      'The search index cannot lie in LanceDB Cloud or Enterprise (db://): its interface has no optimize, so removed text could not be ' +
        'erased from its files. Use a directory or s3://bucket/prefix.',
    )
  if (scheme.toLowerCase() !== 's3')
    throw new ConfigurationError(`The search index cannot lie at ${scheme}://: use a directory or s3://bucket/prefix.`)
  const [bucket = '', ...parts] = rest.replace(/\/+$/, '').split('/')
  const prefix = parts.join('/')
  if (!BUCKET.test(bucket)) throw new ConfigurationError('The address of the search index names no bucket: it must be s3://bucket/prefix.')
  if (prefix !== '' && !PREFIX.test(prefix))
    throw new ConfigurationError('The prefix in s3://bucket/prefix may hold letters, digits, and ". _ -" inside its parts only.')
  return { kind: 'bucket', bucket, prefix: prefix === '' ? '' : `${prefix}/` }
}
