import type { Readable } from 'node:stream'
import { NotFoundError } from '@backscroll/core'
import { exportsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { audited } from '../access/audited.ts'
import type { Caller } from '../access/caller.ts'
import { byteRange } from './byte-range.ts'
import { readFile } from './export-file.ts'
import { exportScope } from './export-scope.ts'

/** A file on its way to whoever asked for it. `content` is null for a part that is not there. */
export interface OpenedExport {
  name: string
  size: number
  range: { start: number; end: number; isPart: boolean } | null
  content: Readable | null
}

const NO_EXPORT = 'There is no such export, or its time is over.'

/**
 * Opens the file of an export for the person who asked for it, while it lasts, and of a workspace while that person owns it. Its beginning
 * stands in the audit log. @throws NotFoundError for everything else.
 */
export async function openExport(
  ctx: Context,
  caller: Caller,
  { exportId, range: header }: { exportId: string; range: string | undefined },
): Promise<OpenedExport> {
  const atMs = ctx.clock.nowMs()
  const found = await ctx.db.withTenant(caller.teamId, (tx) => exportsOf(tx).get(exportId))
  const isOpen = found?.state === 'ready' && found.requestedBy === caller.userId && (found.expiresAtMs ?? 0) > atMs
  if (!isOpen) throw new NotFoundError(NO_EXPORT)
  if (exportScope.parse(found.scope).person === null && caller.role !== 'owner') throw new NotFoundError(NO_EXPORT)
  const size = found.sizeBytes ?? 0
  const range = byteRange(header, size)
  if (range?.start === 0)
    await ctx.db.withTenant(caller.teamId, (tx) => audited(tx, caller, { action: 'export.download', target: exportId, atMs }))
  const name = `backscroll-${new Date(found.createdAtMs).toISOString().slice(0, 10)}.tar.gz`
  return { name, size, range, content: range && readFile(ctx, { teamId: caller.teamId, exportId }, range) }
}
