import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Installation, InstallProvider } from '@slack/oauth'
import { clientOptions } from './client-options.ts'
import { type ExchangedInstallation, exchangedInstallation } from './exchanged-installation.ts'
import { type InstallFailure, installFailure } from './install-failure.ts'
import { silentLogger } from './silent-logger.ts'

/** One-time states of the install flow: 256 random bits, 10 minutes, kept by the caller. */
export interface InstallStateStore {
  /** @returns a fresh state, URL-safe and without `=`. */
  issue(): Promise<string>
  /** Uses a state up. @throws BadStateError when it is unknown, used or expired. */
  redeem(state: string): Promise<void>
}

/** The app as it is configured at Slack. */
export interface InstallerSettings {
  clientId: string
  clientSecret: string
  /** When given, an installation of another app is refused. */
  appId?: string
  stateStore: InstallStateStore
  /** Slack's `https://slack.com/api/`, or the stand-in's. */
  apiUrl?: string
  /** Slack's `https://slack.com/oauth/v2/authorize`, or the stand-in's. */
  authorizeUrl?: string
  /** Public address of the callback; the same at both ends of the flow. */
  redirectUri: string
  /** Required and optional scopes; the installer may decline the optional ones. */
  scopes: readonly string[]
  timeoutMs?: number
}

/** Both ends of the browser flow. Both write to the raw response, so Fastify's reply must be hijacked before. */
export interface SlackInstaller {
  /** Sends the browser to Slack and binds the state to it by a cookie (`Secure`: HTTPS or localhost). Rejects with what the state store throws. */
  begin(request: IncomingMessage, response: ServerResponse): Promise<void>
  /**
   * Checks cookie and state, exchanges the code, and calls exactly one handler, which writes the response.
   * Rejects only with what that handler throws.
   */
  callback(request: IncomingMessage, response: ServerResponse, handlers: InstallHandlers): Promise<void>
}

/** What the caller does with the outcome. */
export interface InstallHandlers {
  success(exchanged: ExchangedInstallation): Promise<void> | void
  failure(failure: InstallFailure): Promise<void> | void
}

/** Sets up the browser flow; makes no call. The state's cookie ties it to one browser, the store to one use. */
export function slackInstaller(settings: InstallerSettings): SlackInstaller {
  return {
    async begin(request, response) {
      const state = await settings.stateStore.issue()
      await provider(settings, state).handleInstallPath(request, response, undefined, installOptions(settings))
    },
    async callback(request, response, handlers) {
      const denied = errorInQuery(request)
      const outcome = denied === null ? await exchange(settings, request, response) : installFailure(denied)
      if ('error' in outcome) return await handlers.failure(outcome)
      await handlers.success(outcome)
    },
  }
}

/** A provider lives for one request: nothing of one install can reach the next. */
function provider(
  { clientId, clientSecret, stateStore, apiUrl, authorizeUrl, timeoutMs, ...settings }: InstallerSettings,
  state = '',
): InstallProvider {
  return new InstallProvider({
    clientId,
    clientSecret,
    stateStore: {
      generateStateParam: async () => state,
      verifyStateParam: async (_now, received) => {
        await stateStore.redeem(received)
        return installOptions(settings)
      },
    },
    directInstall: true,
    clientOptions: clientOptions({ apiUrl: apiUrl ?? 'https://slack.com/api/', timeoutMs: timeoutMs ?? 10_000, retries: 0 }),
    logger: silentLogger,
    ...(authorizeUrl && { authorizationUrl: authorizeUrl }),
  })
}

const installOptions = ({ scopes, redirectUri }: Pick<InstallerSettings, 'scopes' | 'redirectUri'>) => ({
  scopes: [...scopes],
  redirectUri,
})

/** Slack says why it sent the browser back without a code; the library knows only one of these reasons. */
function errorInQuery(request: IncomingMessage): string | null {
  return URL.parse(request.url ?? '', 'http://callback.invalid')?.searchParams.get('error') ?? null
}

async function exchange(settings: InstallerSettings, request: IncomingMessage, response: ServerResponse) {
  let outcome: ExchangedInstallation | InstallFailure = installFailure('unknown_error')
  await provider(settings).handleCallback(request, response, {
    afterInstallation: async (installation: Installation) => {
      outcome = exchangedInstallation(installation, settings.appId)
      return false
    },
    failureAsync: async (error) => {
      outcome = installFailure(error)
    },
  })
  return outcome
}
