import { type Answerer, type Embedder, type Reranker, type TeamId, unreachable } from '@backscroll/core'
import { type Inbox, openInbox, openTokenVault, type TokenVault } from '@backscroll/db'
import {
  createExtractiveAnswerer,
  createHashEmbedder,
  createOpenAiEmbedder,
  createTransformerEmbedder,
  describeModel,
  libraryCommand,
  type ModelUsage,
  OFFERED_MODELS,
  openCohere,
  pullModel,
  traitsOf,
} from '@backscroll/models'
import { openSearch, type SearchStore } from '@backscroll/search'
import { type EventAuthorizations, eventAuthorizations, type SlackGateway } from '@backscroll/slack'
import type { Logger } from 'pino'
import { bucketOptions } from './bucket-settings.ts'
import type { ServiceConfig } from './config.ts'
import { chooseModels, type EmbedderChoice, type RerankerChoice } from './model-choice.ts'
import { parkingGateway } from './parking-gateway.ts'
import { openSlackTokens, SLACK_TIMEOUT_MS } from './slack-tokens.ts'
import { type ContextOptions, openStorage, type Storage } from './storage.ts'
import { createWake, type Wake } from './wake.ts'

export type { ContextOptions, Storage } from './storage.ts'

/** What flows get as their first argument. */
export interface Context extends Storage {
  readonly config: ServiceConfig
  readonly inbox: Inbox
  readonly vault: TokenVault
  readonly search: SearchStore
  readonly embedder: Embedder
  /** Null: hits stay in the order in which the legs were joined. */
  readonly reranker: Reranker | null
  readonly answerer: Answerer
  /** Who else may see an event; null without an app-level token. */
  readonly eventAuthorizations: EventAuthorizations | null
  /** Tells the ingest loop of this process that there is something to do. */
  readonly wake: Wake
  /** The Slack gateway of a team: the only place where its token is open. @throws TokenRevokedError when the team is not installed. */
  slack(teamId: TeamId): Promise<SlackGateway>
  /** The Slack of an org-wide install, in one of its workspaces or in none. @throws TokenRevokedError when the organization has none. */
  org(enterpriseId: string, teamId?: TeamId): Promise<SlackGateway>
}

/** What the flows that write a search table need. */
export type IndexContext = Pick<Context, 'log' | 'db' | 'search' | 'embedder' | 'wake'>

const EMBEDDING_VERSION = 1

/** The one composition root of the service. */
export async function openContext(config: ServiceConfig, options: ContextOptions = {}): Promise<Context> {
  const vault = openTokenVault(config.TOKEN_KEYS)
  const storage = await openStorage(config, options)
  try {
    const { embedder, reranker } = await openModels(config, storage.log)
    const uri = config.LANCE_URI ?? `${config.DATA_DIR}/lance`
    const bucket = bucketOptions(config, storage.log)
    const search = await openSearch({ uri, bucket, dimensions: embedder.dimensions, embeddingVersion: EMBEDDING_VERSION })
    const inbox = openInbox(storage.db)
    const tokens = openSlackTokens({ ...storage, config, vault })
    return {
      ...storage,
      config,
      vault,
      search,
      embedder,
      reranker,
      inbox,
      answerer: createExtractiveAnswerer(),
      eventAuthorizations: authorizationsOver(config),
      wake: createWake(),
      slack: async (teamId) => parkingGateway(storage, teamId, await tokens.team(teamId)),
      org: (enterpriseId, teamId) => tokens.org(enterpriseId, teamId),
      close: async () => {
        await storage.stopJobs()
        await inbox.flush()
        await search.close()
        await storage.close()
      },
    }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** Where models for this machine come from. */
export const modelHub = { offered: OFFERED_MODELS, describe: describeModel, pull: pullModel, libraryCommand }

function authorizationsOver({ SLACK_APP_LEVEL_TOKEN: token, SLACK_API_URL: apiUrl }: ServiceConfig): EventAuthorizations | null {
  return token ? eventAuthorizations({ token, apiUrl, timeoutMs: SLACK_TIMEOUT_MS }) : null
}

/** The embedder and the reranker that the settings choose. Every call to a provider is a line in the log, without a text. */
async function openModels(config: ServiceConfig, log: Logger): Promise<{ embedder: Embedder; reranker: Reranker | null }> {
  const { warnings, ...choice } = chooseModels(config)
  for (const warning of warnings) log.warn(warning)
  const onUsage = (usage: ModelUsage) => log[usage.outcome === 'ok' || usage.outcome === 'aborted' ? 'info' : 'warn'](usage, 'model call')
  const embedder = await openEmbedder(choice.embedder, onUsage, log)
  const reranker = await openReranker(choice.reranker, onUsage)
  log.info({ embedder: embedder.space, label: embedder.label, reranker: reranker?.model ?? null }, 'models')
  return { embedder, reranker }
}

async function openEmbedder(choice: EmbedderChoice, onUsage: (usage: ModelUsage) => void, log: Logger): Promise<Embedder> {
  switch (choice.kind) {
    case 'hash':
      return createHashEmbedder(choice)
    case 'cohere':
      return (await openCohere({ ...choice.access, onUsage })).embedder(choice)
    case 'openai':
      return createOpenAiEmbedder({ ...choice, onUsage })
    case 'local-transformer':
      if (!traitsOf(choice.model).isKnown)
        log.warn(`EMBEDDING_MODEL: ${choice.model} is not known here; its pooling and length are a guess.`)
      return createTransformerEmbedder(choice)
    default:
      return unreachable(choice)
  }
}

async function openReranker(choice: RerankerChoice, onUsage: (usage: ModelUsage) => void): Promise<Reranker | null> {
  return choice.kind === 'none' ? null : (await openCohere({ ...choice.access, onUsage })).reranker(choice)
}
