import { AppError, type Clock, SlackRefusedError, type TeamId, TokenRevokedError } from '@backscroll/core'
import { type Db, installationsOf, type SealedRotation, type TokenVault } from '@backscroll/db'
import { refreshToken, type SlackGateway, slackGateway, type TokenRotation } from '@backscroll/slack'
import type { ServiceConfig } from './config.ts'
import type { Enqueue } from './enqueue.ts'
import type { Telemetry } from './telemetry.ts'
import { type HeldToken, orgTokens, type TokenHolder, teamTokens } from './token-holders.ts'

/** How long one call of Slack may take. */
export const SLACK_TIMEOUT_MS = 15_000
/** A token is renewed this long before it expires: the time to warn the installer when Slack refuses, or to sit out an outage. */
const RENEW_AHEAD_MS = 2 * 3_600_000
/** Nobody else can change the installation while Slack is asked, so it is asked briefly. */
const RENEWAL_TIMEOUT_MS = 10_000

interface Parts {
  db: Db
  clock: Clock
  telemetry: Telemetry
  config: ServiceConfig
  vault: TokenVault
  enqueue: Enqueue
}

/** Slack, opened with a token that is renewed before it expires and when Slack calls it expired; both throw TokenRevokedError without one. */
export interface SlackTokens {
  /** A team's Slack, with its own token or its organization's. */
  team(teamId: TeamId): Promise<SlackGateway>
  /** An organization's Slack, in one of its workspaces or in none. */
  org(enterpriseId: string, teamId?: TeamId): Promise<SlackGateway>
}

/** Opens Slack for teams and organizations. However many processes need a new token at once, Slack is asked once. */
export function openSlackTokens(parts: Parts): SlackTokens {
  const { db, clock, config, vault } = parts
  const renewing = new Map<string, Promise<string>>()

  /** One of a process stands in line for the lock, the others wait for its outcome: no more connections than tokens. */
  const renew = (holder: TokenHolder, known: string): Promise<string> => {
    const running = renewing.get(holder.id)
    if (running) return running
    const started = renewed(parts, holder, known).finally(() => renewing.delete(holder.id))
    renewing.set(holder.id, started)
    return started
  }

  const open = async (holder: TokenHolder, teamId?: TeamId): Promise<SlackGateway> => {
    const held = await holder.read()
    if (!held?.sealedBotToken) throw notInstalled()
    const stored = await vault.open(holder.id, 'bot', held.sealedBotToken)
    const isDue = held.rotation !== null && held.rotation.expiresAtMs - RENEW_AHEAD_MS <= clock.nowMs()
    return slackGateway({
      token: isDue ? await renew(holder, stored) : stored,
      apiUrl: config.SLACK_API_URL,
      timeoutMs: SLACK_TIMEOUT_MS,
      ...(held.rotation ? { renew: (expired: string) => renew(holder, expired) } : {}),
      ...(teamId ? { teamId } : {}),
    })
  }

  return {
    async team(teamId) {
      const installation = await db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, config.SLACK_APP_ID))
      if (!installation) throw notInstalled()
      const { isOrgWide, enterpriseId } = installation
      return isOrgWide && enterpriseId !== null ? open(orgTokens(parts, enterpriseId), teamId) : open(teamTokens(parts, teamId))
    },
    org: (enterpriseId, teamId) => open(orgTokens(parts, enterpriseId), teamId),
  }
}

const notInstalled = () => new TokenRevokedError('Backscroll is not installed in this workspace any more')

/**
 * The one network call inside a transaction, see docs/decisions/2026-11-20-token-rotation.md: the row is locked from the reading of the
 * refresh token to the writing of the next pair. A crash in between leaves the old one, which Slack takes again within its grace period.
 */
async function renewed(parts: Parts, holder: TokenHolder, known: string): Promise<string> {
  const outcome = await holder.locked(async (held, change) => {
    if (!held?.sealedBotToken) return notInstalled()
    const stored = await parts.vault.open(holder.id, 'bot', held.sealedBotToken)
    // another process was first
    if (stored !== known || held.rotation === null) return stored
    const answer = await askSlack(parts, holder.id, held, held.rotation)
    if (answer instanceof AppError) {
      if (isForGood(answer) && held.renewalRefusedAtMs === null) await change.refuse()
      return held.rotation.expiresAtMs > parts.clock.nowMs() ? stored : answer
    }
    const rotation = await sealedRotation(parts.vault, holder.id, answer, parts.clock.nowMs())
    const sealedBotToken = await parts.vault.seal(holder.id, 'bot', answer.botToken)
    await change.save({ sealedBotToken, rotation, keyId: parts.vault.keyId })
    parts.telemetry.notice('token renewed', { holder: holder.id, expiresAtMs: rotation.expiresAtMs })
    return answer.botToken
  })
  if (typeof outcome === 'string') return outcome
  throw isForGood(outcome) ? new TokenRevokedError(outcome.message, { cause: outcome, reason: outcome.reason }) : outcome
}

/** @returns the next pair, or why there is none: the token of now may still be good. After a refusal for good Slack is not asked again. */
async function askSlack({ config, vault, telemetry }: Parts, holderId: string, held: HeldToken, rotation: SealedRotation) {
  if (held.renewalRefusedAtMs !== null) return new SlackRefusedError('oauth.v2.access', FOR_GOOD)
  try {
    return await refreshToken({
      clientId: config.SLACK_CLIENT_ID,
      clientSecret: config.SLACK_CLIENT_SECRET,
      refreshToken: await vault.open(holderId, 'refresh', rotation.sealedRefreshToken),
      apiUrl: config.SLACK_API_URL,
      timeoutMs: RENEWAL_TIMEOUT_MS,
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    telemetry.notice('token not renewed', { holder: holderId, err: error })
    return error
  }
}

/** What is stored of a token that expires. @param holder the team or organization that the seal is bound to. */
export const sealedRotation = async (vault: TokenVault, holder: string, pair: TokenRotation, nowMs: number): Promise<SealedRotation> => ({
  sealedRefreshToken: await vault.seal(holder, 'refresh', pair.refreshToken),
  expiresAtMs: nowMs + pair.expiresInSeconds * 1_000,
})

const FOR_GOOD = 'invalid_refresh_token'
const isForGood = (error: AppError): error is SlackRefusedError => error instanceof SlackRefusedError && error.reason === FOR_GOOD
