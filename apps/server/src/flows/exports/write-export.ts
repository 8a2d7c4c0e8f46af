import { AppError, type TeamId, userId } from '@backscroll/core'
import { countOutside, type Export, exportsOf, settingsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { exportArchive, type WrittenRows } from './export-archive.ts'
import { writeFile } from './export-file.ts'
import { exportScope } from './export-scope.ts'
import { exportedChannels, exportTables } from './export-tables.ts'

/** How long an export can be fetched. */
export const EXPORT_MS = 24 * 3_600_000

/** Writes the file of an export, from the beginning after a kill; what cannot be written is told with the export. */
export async function writeExport(
  ctx: Context,
  { teamId, exportId }: { teamId: TeamId; exportId: string },
  signal: AbortSignal,
): Promise<void> {
  const { attempt, wanted } = await ctx.db.withTenant(teamId, async (tx) => ({
    attempt: await exportsOf(tx).start(exportId),
    wanted: await exportsOf(tx).get(exportId),
  }))
  if (!wanted || attempt === null) return
  try {
    if (await write(ctx, { teamId, attempt, wanted }, signal)) ctx.telemetry.notice('an export is ready', { teamId, exportId })
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.retryAfterMs !== null)) throw error
    ctx.telemetry.notice('an export could not be made', { teamId, exportId, err: error })
    await ctx.db.withTenant(teamId, (tx) => exportsOf(tx).fail({ exportId, attempt }, { reason: 'internal', atMs: ctx.clock.nowMs() }))
  }
}

/** @returns whether it can be fetched now: it may be over, or written by somebody else. */
async function write(
  ctx: Context,
  { teamId, attempt, wanted }: { teamId: TeamId; attempt: number; wanted: Export },
  signal: AbortSignal,
): Promise<boolean> {
  const { exportId, requestedBy, format, scope: stored } = wanted
  const scope = exportScope.parse(stored)
  const { visible, outside, settings } = await ctx.db.withTenant(teamId, async (tx) => {
    const visible = await visibleChannels(tx, { askerId: userId(requestedBy), audience: null })
    const { version, settings } = await settingsOf(tx).get()
    return { visible, settings: { version, settings }, outside: await countOutside(tx, exportedChannels(scope, visible), scope.person) }
  })
  const rows: WrittenRows = {}
  const nowMs = ctx.clock.nowMs()
  const content = {
    format,
    nowMs,
    tables: exportTables(ctx, { teamId, userId: requestedBy, scope, visible }),
    documents: scope.parts.includes('settings') ? { 'settings.json': settings } : {},
    manifest: {
      exportId,
      team: teamId,
      requestedBy,
      createdAt: new Date(nowMs).toISOString(),
      ...scope,
      leftOut: outside,
    },
  }
  const sizeBytes = await writeFile(ctx, { teamId, exportId, attempt }, exportArchive(content, rows), signal)
  if (sizeBytes === null) return false
  const atMs = ctx.clock.nowMs()
  const rowCount = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const made = { sizeBytes, rowCount, atMs, expiresAtMs: atMs + EXPORT_MS }
  return ctx.db.withTenant(teamId, (tx) => exportsOf(tx).finish({ exportId, attempt }, made))
}
