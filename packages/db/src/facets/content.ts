import { type Link, linksIn, type Mention, type MessageFile, type MessageState, mentionsIn } from '@backscroll/core'
import { sql } from 'drizzle-orm'
import { links, mentions, messageFiles } from '../schema/index.ts'
import { storable } from '../storable.ts'
import { arrayOf, currentTeam, queriesOf, type TenantTx } from '../tenant.ts'

interface Key {
  channelId: string
  ts: string
}

const ROWS_PER_STATEMENT = 1_000
const keyOf = ({ channelId, ts }: Key) => ({ teamId: currentTeam, channelId, ts })

/** Writes what the words and files of messages name; what earlier states named must be gone. */
export async function writeContentFacets(tx: TenantTx, states: readonly MessageState[]): Promise<void> {
  const mentioned = states.flatMap((state) => mentionsIn(wordsOf(state)).map((mention) => mentionRow(state, mention)))
  const linked = states.flatMap((state) => linksIn(wordsOf(state)).map((link, ordinal) => linkRow(state, link, ordinal)))
  const shared = states.flatMap((state) => uniqueFiles(state).map((file) => fileRow(state, file)))
  const queries = queriesOf(tx)
  for (const rows of batches(mentioned)) await queries.insert(mentions).values(rows).onConflictDoNothing()
  for (const rows of batches(linked)) await queries.insert(links).values(rows).onConflictDoNothing()
  for (const rows of batches(shared)) await queries.insert(messageFiles).values(rows).onConflictDoNothing()
}

/** Forgets what the words and files of messages named. */
export async function dropContentFacets(tx: TenantTx, keys: readonly Key[]): Promise<void> {
  for (const table of ['mentions', 'links', 'message_files']) await dropRows(tx, table, keys)
}

/** Forgets everything that hangs on messages: they are gone. */
export async function dropFacets(tx: TenantTx, keys: readonly Key[]): Promise<void> {
  for (const table of ['mentions', 'links', 'message_files', 'reactions', 'pins']) await dropRows(tx, table, keys)
}

async function dropRows(tx: TenantTx, table: string, keys: readonly Key[]): Promise<void> {
  if (keys.length === 0) return
  const column = (name: keyof Key) =>
    arrayOf(
      keys.map((key) => key[name]),
      'text',
    )
  await queriesOf(tx).execute(sql`
    delete from ${sql.identifier(table)} f using unnest(${column('channelId')}, ${column('ts')}) as k(channel_id, ts)
    where f.team_id = ${currentTeam} and f.channel_id = k.channel_id and f.ts = k.ts`)
}

const wordsOf = ({ mrkdwn, appendix }: MessageState): string => (appendix ? `${mrkdwn}\n${appendix}` : mrkdwn)

const uniqueFiles = ({ facets }: MessageState): MessageFile[] => [...new Map(facets?.files.map((file) => [file.fileId, file])).values()]

const mentionRow = (key: Key, { kind, targetId }: Mention) => ({ ...keyOf(key), kind, targetId })

const linkRow = (key: Key, link: Link, ordinal: number) => ({
  ...keyOf(key),
  ...link,
  ordinal,
  url: storable(link.url),
  urlNorm: storable(link.urlNorm),
  label: link.label === null ? null : storable(link.label),
})

const fileRow = (key: Key, { isDeleted, ...file }: MessageFile) => ({
  ...keyOf(key),
  ...file,
  title: storable(file.title),
  name: storable(file.name),
  state: isDeleted ? ('deleted' as const) : ('metadata' as const),
})

const batches = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, at) =>
    rows.slice(at * ROWS_PER_STATEMENT, (at + 1) * ROWS_PER_STATEMENT),
  )
