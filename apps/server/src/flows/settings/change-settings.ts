import { ConflictError, NotFoundError, settingsChange, settingsFrom, type TeamId, type TeamSettings } from '@backscroll/core'
import { answerCacheOf, settingsOf, type TenantTx, teamsOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** A wish to change some settings; `null` brings one back to its default. */
export interface SettingsWish {
  teamId: TeamId
  /** Untrusted. */
  patch: unknown
  /** Of the settings that the person saw; absent: of now. */
  expectedVersion?: number
  /** A Slack user id, or whatever `actorKind` names. */
  actor: string
  actorKind: 'user' | 'operator' | 'api-key'
}

/** Settings with the version that a next change must name. */
export interface VersionedSettings {
  version: number
  settings: TeamSettings
}

/** What a model says depends on these, so nothing that was said before them is repeated. */
const SAID_DIFFERENTLY = ['answer_model', 'answer_tone', 'answer_length', 'answer_language', 'custom_instructions', 'redact_pii'] as const

/** What decides over channels that nobody has decided over. */
const POLICY = ['channel_policy', 'channel_name_rules', 'auto_join'] as const

/** The settings of a team with their version. */
export async function versionedSettings(tx: TenantTx): Promise<VersionedSettings> {
  const { version, settings } = await settingsOf(tx).get()
  return { version, settings: settingsFrom(settings) }
}

/**
 * Changes some settings of a team, all or none; in the audit log stand their names. Only what was decided is stored, so that the rest follows the
 * defaults of later versions.
 * @throws InvalidRequestError that names every problem; ConflictError when somebody else was quicker; NotFoundError.
 */
export async function changeSettings(
  { db, clock, enqueue }: Pick<Storage, 'db' | 'clock' | 'enqueue'>,
  wish: SettingsWish,
): Promise<VersionedSettings> {
  const { teamId, patch, actor, actorKind } = wish
  return db.withTenant(teamId, async (tx) => {
    if (!(await teamsOf(tx).get())) throw new NotFoundError(`Backscroll is not installed in a workspace ${teamId}.`)
    const stored = await settingsOf(tx).get()
    const before = settingsFrom(stored.settings)
    const after = settingsChange(before, patch)
    const decided = decidedIn(stored.settings, patch as Record<string, unknown>, after)
    const expectedVersion = wish.expectedVersion ?? stored.version
    const isSaved = await settingsOf(tx).put({ settings: decided, expectedVersion, by: actor, actorKind, atMs: clock.nowMs() })
    if (!isSaved) throw new ConflictError('Somebody else has changed the settings meanwhile. Look at them again.')
    if (SAID_DIFFERENTLY.some((name) => before[name] !== after[name])) await answerCacheOf(tx).clear()
    if (isInIndex(before) !== isInIndex(after)) await enqueue('index.check', { teamId }, { tx })
    const letsAppsGo = before.index_bots && !after.index_bots
    if (before.retention_days !== after.retention_days || letsAppsGo) await enqueue('team.retain', { teamId }, { tx })
    if (POLICY.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])))
      await enqueue('team.policy', { teamId }, { tx })
    // everything is read anew: what apps have posted meanwhile, and before, comes in
    if (!before.index_bots && after.index_bots) await enqueue('team.reconcile', { teamId, trigger: 'settings' }, { tx })
    if (before.sync_schedule !== after.sync_schedule) await enqueue('team.schedule', { teamId }, { tx })
    if (before.backfill_days !== after.backfill_days) await enqueue('team.deepen', { teamId }, { tx })
    return { version: expectedVersion + 1, settings: after }
  })
}

/** Whether the search index holds texts as they were written. */
const isInIndex = ({ redact_pii }: TeamSettings): boolean => redact_pii !== 'models_and_index'

/** What was decided before and is still known, and what is decided now. */
function decidedIn(stored: Record<string, unknown>, patch: Record<string, unknown>, after: TeamSettings): Record<string, unknown> {
  const names = new Set([...Object.keys(stored), ...Object.keys(patch)])
  return Object.fromEntries(Object.entries(after).filter(([name]) => names.has(name) && patch[name] !== null))
}
