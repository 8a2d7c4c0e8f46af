import type { Received, Settings } from '@backscroll/contracts'
import { ConflictError, defaultSettings, StaleVersionError, settingsFrom, type TeamId, type TeamSettings } from '@backscroll/core'
import { installationsOf, settingsOf, type TenantTx, teamReadingOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { isoOrNull } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { zoneOf } from '../overview/zone-of.ts'
import { changeSettings } from './change-settings.ts'
import { settingNotes } from './setting-notes.ts'

/** Everything that the caller's workspace has decided, with the defaults for the rest. */
export const showSettings = (ctx: Context, { teamId }: Caller): Promise<Settings> =>
  ctx.db.withTenant(teamId, (tx) => settingsDocument(ctx, tx, teamId))

/** Changes what is named, all or nothing; null brings a default back. @throws StaleVersionError that holds what is there, InvalidRequestError */
export async function changeShownSettings(
  ctx: Context,
  caller: Caller,
  { body, version }: { body: Received<'changeSettings'>['body']; version: number },
): Promise<Settings> {
  const { teamId, userId } = caller
  try {
    await changeSettings(ctx, { teamId, patch: body, expectedVersion: version, actor: userId, actorKind: 'user' })
  } catch (error) {
    if (error instanceof ConflictError) throw new StaleVersionError(error.message, await showSettings(ctx, caller))
    throw error
  }
  return showSettings(ctx, caller)
}

async function settingsDocument(ctx: Context, tx: TenantTx, teamId: TeamId): Promise<Settings> {
  const { version, settings, updatedBy, updatedAtMs } = await settingsOf(tx).get()
  const values: TeamSettings = settingsFrom(settings)
  const installation = await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)
  const { schedule: operators } = await teamReadingOf(tx).get()
  const timeZone = await zoneOf(tx, installation?.installerUserId ?? '', ctx.clock.nowMs())
  const names = await usersOf(tx).names(updatedBy === null ? [] : [updatedBy])
  return {
    version,
    values,
    defaults: defaultSettings,
    updatedBy: updatedBy === null ? null : personNamed(names, updatedBy),
    updatedAt: isoOrNull(updatedAtMs),
    models: modelsOf(ctx, values.answer_model),
    notes: settingNotes(values, { config: ctx.config, scopes: installation?.scopes ?? null, operators, timeZone }),
  }
}

/** What writes where nothing is chosen, quotes, and what is chosen now. */
const modelsOf = ({ answerer, extractive }: Context, chosen: string | null): string[] => [
  ...new Set([answerer.model, extractive.model, ...(chosen === null ? [] : [chosen])]),
]
