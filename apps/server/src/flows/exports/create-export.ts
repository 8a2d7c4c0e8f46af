import { randomUUID } from 'node:crypto'
import type { ExportRow, NewExport } from '@backscroll/contracts'
import { ForbiddenError, RetryLaterError } from '@backscroll/core'
import { exportsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import type { ExportScope } from './export-scope.ts'
import { shownExports } from './shown-export.ts'

/** What a person has said and asked; the rest is the workspace's. */
const PERSONAL = ['messages', 'answers'] as const
const WAIT_MS = 60_000
/** Of one person, under way. */
const AT_ONCE = 2

/**
 * Has an export written: the workspace's by owners, and by everybody what they said and asked themselves.
 * @throws ForbiddenError; RetryLaterError while two of the same person are under way.
 */
export async function createExport(ctx: Context, caller: Caller, wanted: NewExport): Promise<ExportRow> {
  const { teamId, userId } = caller
  const { person = null, channelIds = null, format } = wanted
  if (person === null && caller.role !== 'owner')
    throw new ForbiddenError('Only owners export the workspace. Ask for what is yours with your own id as "person".')
  if (person !== null && person !== userId) throw new ForbiddenError('An export of one person is for that person alone.')
  const parts = person === null ? wanted.parts : PERSONAL.filter((part) => wanted.parts.includes(part))
  const scope: ExportScope = { parts: [...parts], channelIds, person }
  const exportId = randomUUID()
  return ctx.db.withTenant(teamId, async (tx) => {
    const under = (await exportsOf(tx).list(50, { requestedBy: userId })).filter(({ state }) => state === 'waiting' || state === 'running')
    if (under.length >= AT_ONCE) throw new RetryLaterError('Two exports of yours are under way. Wait until they are ready.', WAIT_MS)
    const createdAtMs = ctx.clock.nowMs()
    await exportsOf(tx).add({ exportId, requestedBy: userId, scope, format, createdAtMs })
    const diff = { parts: scope.parts, person, format, channels: channelIds?.length ?? null }
    await audited(tx, caller, { action: 'export.create', target: exportId, diff, atMs: createdAtMs })
    await ctx.enqueue('export.write', { teamId, exportId }, { tx })
    const [shown] = await shownExports(
      tx,
      caller,
      (await exportsOf(tx).list(50, { requestedBy: userId })).filter((one) => one.exportId === exportId),
    )
    if (!shown) throw new Error('an export that was just added is missing')
    return shown
  })
}
