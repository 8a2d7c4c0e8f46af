import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredToken } from '../world/state.ts'
import type { StoredApp } from '../world/types.ts'

/** Twelve hours, in seconds. */
export const TOKEN_LIFE_SECONDS = 43_200
/** How long a used refresh token still works, unless the app's seed says otherwise. Slack calls it short and gives no number (unverified). */
const REFRESH_GRACE_MS = 60_000
/** A third live access token ends the oldest. */
const LIVE_TOKENS = 2

/** Gives an app a new bot token in a team: one that expires and comes with a refresh token when the app rotates its tokens. */
export function issueToken(stage: Stage, app: StoredApp, teamId: string): StoredToken {
  const { mint } = stage
  const isRotating = app.tokenRotation === true
  const plain = `xoxb-${mint.digits(13)}-${mint.digits(13)}-${mint.hex(24)}`
  const token: StoredToken = {
    token: isRotating ? `xoxe.xoxb-1-${mint.hex(96)}` : plain,
    appId: app.id,
    teamId,
    state: 'live',
    expiresAtMs: isRotating ? stage.clock.nowMs() + TOKEN_LIFE_SECONDS * 1_000 : null,
    refreshToken: isRotating ? `xoxe-1-${mint.hex(96)}` : null,
    refreshUsedAtMs: null,
  }
  stage.state.tokens.set(token.token, token)
  if (isRotating) endOldest(stage, token)
  return token
}

/** The tokens of an app in a team, oldest first. */
export function tokensOf(stage: Stage, appId: string, teamId: string): StoredToken[] {
  return [...stage.state.tokens.values()].filter((one) => one.appId === appId && one.teamId === teamId)
}

/** Whether a rotated token is past its time. */
export function isExpired(stage: Stage, token: StoredToken): boolean {
  return token.expiresAtMs !== null && token.expiresAtMs <= stage.clock.nowMs()
}

/**
 * Uses a refresh token up. @returns the next pair. Refuses with `invalid_refresh_token` what is unknown, of another app, of an ended
 * installation, or used longer ago than the grace period.
 */
export function refreshToken(stage: Stage, app: StoredApp, refresh: string | undefined): StoredToken {
  const nowMs = stage.clock.nowMs()
  const known = refresh ? [...stage.state.tokens.values()].find((one) => one.refreshToken === refresh) : undefined
  if (known?.appId !== app.id || known.state !== 'live') throw new SlackRefusal('invalid_refresh_token')
  const graceMs = app.refreshGraceMs ?? REFRESH_GRACE_MS
  if (known.refreshUsedAtMs !== null && nowMs - known.refreshUsedAtMs >= graceMs) throw new SlackRefusal('invalid_refresh_token')
  known.refreshUsedAtMs ??= nowMs
  return issueToken(stage, app, known.teamId)
}

function endOldest(stage: Stage, newest: StoredToken): void {
  const live = tokensOf(stage, newest.appId, newest.teamId).filter((one) => one.state === 'live' && !isExpired(stage, one))
  for (const one of live.slice(0, Math.max(0, live.length - LIVE_TOKENS))) one.state = 'revoked'
}
