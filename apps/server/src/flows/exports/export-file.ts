import { Readable } from 'node:stream'
import { NotFoundError, type TeamId } from '@backscroll/core'
import { type Attempt, exportsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** What is in memory of a file at a time, and one row of the database. */
const CHUNK_BYTES = 512 << 10

/**
 * Writes the file of an export, part by part, where every process of the service finds it. @returns its size in bytes; null when the export is over, or
 * somebody else writes it now. @throws what `signal` was aborted with.
 */
export async function writeFile(
  ctx: Pick<Context, 'db'>,
  { teamId, ...mine }: Attempt & { teamId: TeamId },
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number | null> {
  let [size, ordinal] = [0, 0]
  for await (const part of inChunks(content)) {
    signal.throwIfAborted()
    const chunk = { ordinal, content: part }
    if (!(await ctx.db.withTenant(teamId, (tx) => exportsOf(tx).append(mine, chunk)))) return null
    size += part.length
    ordinal += 1
  }
  return size
}

/** Bytes of the file of an export from `start` to `end`, both included. It breaks off when the export ends meanwhile. */
export const readFile = (
  ctx: Pick<Context, 'db'>,
  { teamId, exportId }: { teamId: TeamId; exportId: string },
  range: { start: number; end: number },
): Readable => Readable.from(partsOf(ctx, { teamId, exportId }, range))

async function* partsOf(
  ctx: Pick<Context, 'db'>,
  { teamId, exportId }: { teamId: TeamId; exportId: string },
  { start, end }: { start: number; end: number },
): AsyncGenerator<Uint8Array> {
  for (let ordinal = Math.floor(start / CHUNK_BYTES); ordinal * CHUNK_BYTES <= end; ordinal += 1) {
    const content = await ctx.db.withTenant(teamId, (tx) => exportsOf(tx).chunk(exportId, ordinal))
    if (!content) throw new NotFoundError('The export is over.')
    const from = ordinal * CHUNK_BYTES
    yield content.subarray(Math.max(0, start - from), end + 1 - from)
  }
}

/** The same bytes in chunks of one size; the last one is shorter. */
async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [held, length] = [[] as Uint8Array[], 0]
  for await (const part of content) {
    held.push(part)
    length += part.length
    if (length < CHUNK_BYTES) continue
    const whole = Buffer.concat(held)
    let from = 0
    for (; from + CHUNK_BYTES <= whole.length; from += CHUNK_BYTES) yield whole.subarray(from, from + CHUNK_BYTES)
    held = [whole.subarray(from)]
    length = whole.length - from
  }
  if (length > 0) yield Buffer.concat(held)
}
