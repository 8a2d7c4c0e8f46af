import type { UserSeed } from '@backscroll/fake-slack'
import { z } from 'zod/v4'
import { WorldFileError } from './errors.ts'

const user = z.strictObject({
  handle: z.string().regex(/^[a-z]+$/),
  id: z.string().regex(/^U[A-Z0-9]{8,12}$/),
  realName: z.string(),
  displayName: z.string().optional(),
  title: z.string(),
  tz: z.string(),
  role: z.enum(['owner', 'admin', 'guest', 'deactivated', 'bot']).optional(),
  botId: z
    .string()
    .regex(/^B[A-Z0-9]{8,12}$/)
    .optional(),
})

const workspace = z.strictObject({
  id: z.string().regex(/^T[A-Z0-9]{8,12}$/),
  domain: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  plan: z.enum(['free', 'paid']),
  about: z.string(),
  canary: z.string().optional(),
  users: z.array(user),
})

/** A person or bot of a workspace file. */
export type StaffMember = z.infer<typeof user>

/** A `workspace.json` as written. */
export type WorkspaceFile = z.infer<typeof workspace>

/**
 * Reads a `workspace.json`.
 * @throws WorldFileError naming the entry that is wrong.
 */
export function parseWorkspace(file: string, content: string): WorkspaceFile {
  const read = workspace.safeParse(JSON.parse(content))
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const index = issue?.path[0] === 'users' ? Number(issue.path[1]) : -1
  const line = content.split('\n').findIndex((text) => text.includes('"handle"'))
  throw new WorldFileError(file, index < 0 ? 1 : line + 1 + index, `${issue?.path.join('.')}: ${issue?.message}`)
}

/** Turns a staff entry into a user of the stand-in Slack. */
export function seedUser(staff: StaffMember, domain: string): UserSeed {
  const { handle, id, realName, title, tz, role } = staff
  return {
    id,
    name: handle,
    realName,
    displayName: staff.displayName ?? realName.split(' ')[0] ?? realName,
    title,
    tz,
    isOwner: role === 'owner',
    isAdmin: role === 'owner' || role === 'admin',
    isGuest: role === 'guest',
    isBot: role === 'bot',
    deleted: role === 'deactivated',
    ...(role === 'bot' ? {} : { email: `${handle}@${domain}.example.com` }),
  }
}
