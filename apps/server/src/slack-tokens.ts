import { AppError, type Clock, SlackRefusedError, type TeamId, TokenRevokedError } from '@backscroll/core'
import { type Db, type Installation, installationsOf, noticesOf, type SealedRotation, type TenantTx, type TokenVault } from '@backscroll/db'
import { refreshToken, type SlackGateway, slackGateway, type TokenRotation } from '@backscroll/slack'
import type { Logger } from 'pino'
import type { ServiceConfig } from './config.ts'
import type { Enqueue } from './enqueue.ts'

/** How long one call of Slack may take. */
export const SLACK_TIMEOUT_MS = 15_000
/** A token is renewed this long before it expires: the time to warn the installer when Slack refuses, or to sit out an outage. */
const RENEW_AHEAD_MS = 2 * 3_600_000
/** Nobody else can change the installation while Slack is asked, so it is asked briefly. */
const RENEWAL_TIMEOUT_MS = 10_000

interface Parts {
  db: Db
  clock: Clock
  log: Logger
  config: ServiceConfig
  vault: TokenVault
  enqueue: Enqueue
}

/**
 * Opens a team's Slack, with a token that is renewed before it expires and when Slack calls it expired. However many processes need a new
 * one at once, Slack is asked once. @throws TokenRevokedError when the app is not installed there, or its token can no longer be renewed.
 */
export function openSlackTokens(parts: Parts): (teamId: TeamId) => Promise<SlackGateway> {
  const { db, clock, config, vault } = parts
  const renewing = new Map<TeamId, Promise<string>>()

  /** One of a process stands in line for the lock, the others wait for its outcome: no more connections than teams. */
  const renew = (teamId: TeamId, known: string): Promise<string> => {
    const running = renewing.get(teamId)
    if (running) return running
    const started = renewed(parts, teamId, known).finally(() => renewing.delete(teamId))
    renewing.set(teamId, started)
    return started
  }

  return async (teamId) => {
    const installation = await db.withTenant(teamId, (tx) => installationsOf(tx).active(teamId, config.SLACK_APP_ID))
    if (!installation?.sealedBotToken) throw notInstalled()
    const stored = await vault.open(teamId, 'bot', installation.sealedBotToken)
    const isDue = installation.rotation !== null && installation.rotation.expiresAtMs - RENEW_AHEAD_MS <= clock.nowMs()
    return slackGateway({
      token: isDue ? await renew(teamId, stored) : stored,
      apiUrl: config.SLACK_API_URL,
      timeoutMs: SLACK_TIMEOUT_MS,
      ...(installation.rotation ? { renew: (expired: string) => renew(teamId, expired) } : {}),
    })
  }
}

const notInstalled = () => new TokenRevokedError('Backscroll is not installed in this workspace any more')

/**
 * The one network call inside a transaction, see docs/decisions/2026-11-20-token-rotation.md: the row is locked from the reading of the
 * refresh token to the writing of the next pair. A crash in between leaves the old one, which Slack takes again within its grace period.
 */
async function renewed(parts: Parts, teamId: TeamId, known: string): Promise<string> {
  const outcome = await parts.db.withTenant(teamId, async (tx) => {
    const installation = await installationsOf(tx).lockActive(teamId, parts.config.SLACK_APP_ID)
    if (!installation?.sealedBotToken) return notInstalled()
    const stored = await parts.vault.open(teamId, 'bot', installation.sealedBotToken)
    // another process was first
    if (stored !== known || installation.rotation === null) return stored
    const answer = await askSlack(parts, installation, installation.rotation)
    if (!(answer instanceof AppError)) return saved(parts, tx, teamId, answer)
    if (isForGood(answer) && installation.renewalRefusedAtMs === null) await noteRefusal(parts, tx, installation)
    return installation.rotation.expiresAtMs > parts.clock.nowMs() ? stored : answer
  })
  if (typeof outcome === 'string') return outcome
  throw isForGood(outcome) ? new TokenRevokedError(outcome.message, { cause: outcome, reason: outcome.reason }) : outcome
}

/** @returns the next pair, or why there is none: the token of now may still be good. */
async function askSlack({ config, vault, log }: Parts, installation: Installation, rotation: SealedRotation) {
  if (installation.renewalRefusedAtMs !== null) return new SlackRefusedError('oauth.v2.access', FOR_GOOD)
  try {
    return await refreshToken({
      clientId: config.SLACK_CLIENT_ID,
      clientSecret: config.SLACK_CLIENT_SECRET,
      refreshToken: await vault.open(installation.teamId, 'refresh', rotation.sealedRefreshToken),
      apiUrl: config.SLACK_API_URL,
      timeoutMs: RENEWAL_TIMEOUT_MS,
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn({ teamId: installation.teamId, err: error }, 'token not renewed')
    return error
  }
}

type Pair = Awaited<ReturnType<typeof refreshToken>>

async function saved({ config, vault, clock, log }: Parts, tx: TenantTx, teamId: TeamId, pair: Pair): Promise<string> {
  const rotation = await sealedRotation(vault, teamId, pair, clock.nowMs())
  const sealedBotToken = await vault.seal(teamId, 'bot', pair.botToken)
  await installationsOf(tx).saveRenewed({ teamId, appId: config.SLACK_APP_ID, sealedBotToken, rotation, keyId: vault.keyId })
  log.info({ teamId, expiresAtMs: rotation.expiresAtMs }, 'token renewed')
  return pair.botToken
}

/** What is stored of a token that expires. */
export const sealedRotation = async (vault: TokenVault, teamId: TeamId, pair: TokenRotation, nowMs: number): Promise<SealedRotation> => ({
  sealedRefreshToken: await vault.seal(teamId, 'refresh', pair.refreshToken),
  expiresAtMs: nowMs + pair.expiresInSeconds * 1_000,
})

/** Once per install: afterwards Slack is not asked again. */
async function noteRefusal({ config, clock, enqueue }: Parts, tx: TenantTx, installation: Installation): Promise<void> {
  const { teamId, generation } = installation
  const atMs = clock.nowMs()
  await installationsOf(tx).refuseRenewal(teamId, config.SLACK_APP_ID, atMs)
  await noticesOf(tx).plan({ kind: RENEWAL_REFUSED, subject: String(generation), atMs })
  await enqueue('installer.warn', { teamId }, { tx })
}

/** The notice that the installer gets; its subject is the generation of the install. */
export const RENEWAL_REFUSED = 'renewal-refused'

const FOR_GOOD = 'invalid_refresh_token'
const isForGood = (error: AppError): error is SlackRefusedError => error instanceof SlackRefusedError && error.reason === FOR_GOOD
