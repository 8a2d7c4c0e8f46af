import type { TeamId, UserId } from '@backscroll/core'
import type { Installation } from '@slack/oauth'
import { z } from 'zod'
import { optionalCount, optionalId, optionalTeam, optionalWords, userField, words } from './fields.ts'
import { type InstallFailure, installFailure } from './install-failure.ts'
import { recordOf } from './loose.ts'

/** A fresh installation. `botToken` is open: seal it before anything else, never log it. */
export interface ExchangedInstallation {
  /** Null for an organization-wide install. */
  teamId: TeamId | null
  teamName: string
  enterpriseId: string | null
  enterpriseName: string
  appId: string
  botToken: string
  /** How the token is renewed; null when it does not rotate. As secret as the token. */
  rotation: TokenRotation | null
  botUserId: UserId
  botId: string | null
  /** Granted, which may be fewer than asked for. */
  scopes: string[]
  installerUserId: UserId
  isEnterpriseInstall: boolean
}

/** A token that expires, and what renews it once. */
export interface TokenRotation {
  refreshToken: string
  /** From the moment Slack answered. */
  expiresInSeconds: number
}

const schema = z.looseObject({
  team: z.preprocess(recordOf, z.looseObject({ id: optionalTeam, name: words })),
  enterprise: z.preprocess(recordOf, z.looseObject({ id: optionalId, name: words })),
  appId: words,
  user: z.looseObject({ id: userField }),
  bot: z.looseObject({
    token: z.string().min(1),
    userId: userField,
    id: optionalId,
    scopes: z.array(z.string()),
    refreshToken: optionalWords,
    expiresAt: optionalCount,
  }),
  isEnterpriseInstall: z.boolean().nullish(),
})

/** Takes over what the install flow brought; user tokens are dropped. */
export function exchangedInstallation(installation: Installation, expectedAppId?: string): ExchangedInstallation | InstallFailure {
  if (!installation.bot) return installFailure('no_bot_token')
  const read = schema.safeParse(installation)
  if (!read.success) return installFailure('unknown_error')
  const { team, enterprise, appId, user, bot, isEnterpriseInstall } = read.data
  if (expectedAppId && appId !== expectedAppId) return installFailure('wrong_app')
  if (team.id === null && !isEnterpriseInstall) return installFailure('no_team')
  return {
    teamId: team.id,
    teamName: team.name,
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    appId,
    botToken: bot.token,
    rotation: rotationOf(bot),
    botUserId: bot.userId,
    botId: bot.id,
    scopes: bot.scopes.filter((scope) => scope !== ''),
    installerUserId: user.id,
    isEnterpriseInstall: isEnterpriseInstall ?? false,
  }
}

/** The library turns Slack's seconds into a moment of the machine's clock; ours may be another one. */
function rotationOf({ refreshToken, expiresAt }: { refreshToken: string | null; expiresAt: number | null }): TokenRotation | null {
  if (refreshToken === null || expiresAt === null) return null
  return { refreshToken, expiresInSeconds: Math.max(0, expiresAt - Math.floor(Date.now() / 1_000)) }
}
