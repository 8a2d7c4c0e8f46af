import { gunzipSync } from 'node:zlib'
import { z } from 'zod/v4'
import { WorldFileError } from './errors.ts'

const header = z.strictObject({
  windowDays: z.int().positive(),
  stretches: z.array(z.string()),
  users: z.array(z.string()),
  bots: z.array(z.string()),
})

const row = z.strictObject({
  /** Index of the stretch of the original data. */
  k: z.int().nonnegative(),
  /** Line in that stretch, from 0. */
  l: z.int().nonnegative(),
  /** Seconds since the start of the window. */
  s: z.int().nonnegative(),
  /** Index of the user. */
  u: z.int().nonnegative(),
  /** Text, not escaped. */
  x: z.string(),
  /** Row of the thread root, when this is a reply. */
  r: z.int().nonnegative().optional(),
})

/** The packed file of the community channel. */
export interface CommunityFile {
  header: z.infer<typeof header>
  rows: z.infer<typeof row>[]
}

/**
 * Unpacks `ubuntu-help.jsonl.gz`: one header line, then one line per message in order of time.
 * @throws WorldFileError naming the line that is wrong.
 */
export function parseCommunity(file: string, packed: Uint8Array): CommunityFile {
  const [first = '', ...rest] = gunzipSync(packed).toString('utf8').split('\n')
  const read = <T>(schema: z.ZodType<T>, text: string, line: number): T => {
    const result = schema.safeParse(JSON.parse(text))
    if (!result.success) throw new WorldFileError(file, line, result.error.issues[0]?.message ?? 'is wrong')
    return result.data
  }
  return { header: read(header, first, 1), rows: rest.map((text, index) => read(row, text, index + 2)) }
}
