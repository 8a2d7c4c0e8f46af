import { z } from 'zod/v4'
import { WorldFileError } from './errors.ts'
import type { SourceChannel } from './source-types.ts'

const yes = z.literal('yes').optional()
const header = z.strictObject({
  channel: z.string().regex(/^[a-z0-9-]{1,80}$/, 'must be a lower-case channel name'),
  id: z.string().regex(/^C[A-Z0-9]{8,12}$/, 'must be an id such as C0YWGENERL'),
  creator: z.string(),
  topic: z.string().max(250),
  purpose: z.string().max(250),
  members: z.string().regex(/^[a-z]+(?: \+?[a-z]+)*$/, 'must be handles, or "all" with +extras'),
  general: yes,
  private: yes,
})

/**
 * Reads the `key: value` lines above the `---` of a channel file.
 * @throws WorldFileError when a key is missing, unknown or malformed.
 */
export function parseHead(file: string, lines: readonly string[]): Omit<SourceChannel, 'messages'> {
  const pairs = lines.map((text, index) => {
    const [, key, value] = /^([a-z]+): (.+)$/.exec(text) ?? []
    if (!key || !value) throw new WorldFileError(file, index + 1, 'expected "key: value".')
    return [key, value] as const
  })
  const read = header.safeParse(Object.fromEntries(pairs))
  if (!read.success) {
    const issue = read.error.issues[0]
    const key = String(issue?.path[0] ?? '')
    throw new WorldFileError(file, Math.max(1, pairs.findIndex(([name]) => name === key) + 1), `${key} ${issue?.message ?? 'is wrong'}`)
  }
  const { channel, members, general, private: secret, ...rest } = read.data
  return { file, name: channel, isPrivate: secret === 'yes', isGeneral: general === 'yes', members: members.split(' '), ...rest }
}
