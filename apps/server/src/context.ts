import { type Answerer, type Embedder, type ModelUsage, type Reranker, type Rewriter, type TeamId, unreachable } from '@backscroll/core'
import { type Inbox, openInbox, openTokenVault, type TokenVault } from '@backscroll/db'
import {
  createExtractiveAnswerer,
  createHashEmbedder,
  createOpenAiEmbedder,
  createTransformerEmbedder,
  describeModel,
  libraryCommand,
  OFFERED_MODELS,
  openCohere,
  openOpenAi,
  pullModel,
  traitsOf,
} from '@backscroll/models'
import { openSearch, type SearchStore } from '@backscroll/search'
import {
  type EventAuthorizations,
  eventAuthorizations,
  type SlackGateway,
  type SlackSignIn,
  slackSignIn,
  type UserGroupRecord,
} from '@backscroll/slack'
import type { Logger } from 'pino'
import { bucketOptions } from './bucket-settings.ts'
import type { ServiceConfig } from './config.ts'
import { type FewKept, fewKept } from './few-kept.ts'
import { type AnswererChoice, chooseModels, type EmbedderChoice, type RerankerChoice } from './model-choice.ts'
import { openModelMeter } from './model-meter.ts'
import { parkingGateway } from './parking-gateway.ts'
import { type ReceiptNotes, receiptNotesIn } from './receipt-notes.ts'
import {
  type RedactsFor,
  redactingAnswerer,
  redactingEmbedder,
  redactingReranker,
  redactingRewriter,
  redactsAsDecided,
} from './redacting-models.ts'
import { openSlackTokens, SLACK_TIMEOUT_MS } from './slack-tokens.ts'
import { type ContextOptions, openStorage, type Storage } from './storage.ts'
import { meteredEmbedder, meteredGateway, meteredReranker } from './telemetry/metered.ts'
import { openTracing } from './telemetry/open-tracing.ts'
import { openTelemetry, type Telemetry } from './telemetry.ts'
import { VERSION } from './version.ts'
import { createWake, type Wake } from './wake.ts'

export type { ContextOptions, Storage } from './storage.ts'

/** What flows get as their first argument. */
export interface Context extends Storage {
  readonly config: ServiceConfig
  readonly telemetry: Telemetry
  readonly inbox: Inbox
  readonly vault: TokenVault
  readonly search: SearchStore
  /** What everybody has; `embedderOf` has the one of a team's table. */
  readonly embedder: Embedder
  /** Embedders that were fitted to a team, by team and space. */
  readonly fittedEmbedders: FewKept<Embedder>
  /** User groups of workspaces, as Slack said within the last minutes. */
  readonly userGroups: FewKept<readonly UserGroupRecord[]>
  /** Null: hits stay in the order in which the legs were joined. */
  readonly reranker: Reranker | null
  /** What writes answers where a workspace chooses nothing else. */
  readonly answerer: Answerer
  /** Answers with quotes, without a model: what is left when a model does not answer. */
  readonly extractive: Answerer
  /** Makes follow-ups understandable by themselves; null when there is no model for it. */
  readonly rewriter: Rewriter | null
  /** Sign in with Slack. */
  readonly signIn: SlackSignIn
  /** Who else may see an event; null without an app-level token. */
  readonly eventAuthorizations: EventAuthorizations | null
  /** Where receipts lie outside of the database. */
  readonly receiptNotes: ReceiptNotes
  /** Tells the ingest loop of this process that there is something to do. */
  readonly wake: Wake
  /** The answerer of a workspace that has chosen a model: `extractive`, or one by its name at the provider of `answerer`; null is `answerer` itself. */
  answererFor: (model: string | null) => Answerer
  /** The Slack gateway of a team: the only place where its token is open. @throws TokenRevokedError when the team is not installed. */
  slack(teamId: TeamId): Promise<SlackGateway>
  /** The Slack of an org-wide install, in one of its workspaces or in none. @throws TokenRevokedError when the organization has none. */
  org(enterpriseId: string, teamId?: TeamId): Promise<SlackGateway>
}

/** What the flows that write a search table need. */
export type IndexContext = Pick<Context, 'telemetry' | 'db' | 'search' | 'embedder' | 'fittedEmbedders' | 'wake'>

const EMBEDDING_VERSION = 1
/** Each holds a quarter of a megabyte; opening one again takes some 5 ms. */
const FITTED_EMBEDDERS = 100
/** Workspaces whose user groups are remembered. */
const KNOWN_GROUPS = 200

/** The one composition root of the service. */
export async function openContext(config: ServiceConfig, options: ContextOptions = {}): Promise<Context> {
  const vault = openTokenVault(config.TOKEN_KEYS)
  const storage = await openStorage(config, options)
  const telemetry = openTelemetry({ ...storage, tracing: await openTracing(config, VERSION) })
  try {
    const meter = openModelMeter({ ...storage, telemetry })
    const remote = { onUsage: meter.onUsage, redactsFor: redactsAsDecided(storage.db) }
    const models = await openModels(config, { log: storage.log, telemetry }, remote)
    const { embedder } = models
    const uri = config.LANCE_URI ?? `${config.DATA_DIR}/lance`
    const bucket = bucketOptions(config, storage.log)
    const search = await openSearch({ uri, bucket, dimensions: embedder.dimensions, embeddingVersion: EMBEDDING_VERSION })
    const inbox = openInbox(storage.db)
    const tokens = openSlackTokens({ ...storage, telemetry, config, vault })
    return {
      ...storage,
      config,
      telemetry,
      vault,
      search,
      ...models,
      fittedEmbedders: fewKept(FITTED_EMBEDDERS),
      userGroups: fewKept(KNOWN_GROUPS),
      inbox,
      signIn: signInOver(config),
      eventAuthorizations: authorizationsOver(config),
      receiptNotes: receiptNotesIn(`${config.DATA_DIR}/receipts`),
      wake: createWake(),
      slack: async (teamId) => parkingGateway(storage, teamId, meteredGateway(telemetry, await tokens.team(teamId))),
      org: async (enterpriseId, teamId) => meteredGateway(telemetry, await tokens.org(enterpriseId, teamId)),
      close: async () => {
        await storage.stopJobs()
        await inbox.flush()
        await meter.flush()
        await search.close()
        await storage.close()
        await telemetry.close()
      },
    }
  } catch (error) {
    await storage.close()
    await telemetry.close()
    throw error
  }
}

/** Where models for this machine come from. */
export const modelHub = { offered: OFFERED_MODELS, describe: describeModel, pull: pullModel, libraryCommand }

function signInOver({ PUBLIC_URL, ...config }: ServiceConfig): SlackSignIn {
  return slackSignIn({
    clientId: config.SLACK_CLIENT_ID,
    clientSecret: config.SLACK_CLIENT_SECRET,
    apiUrl: config.SLACK_API_URL,
    issuer: config.SLACK_OPENID_URL,
    redirectUri: `${PUBLIC_URL}/login/callback`,
    timeoutMs: SLACK_TIMEOUT_MS,
  })
}

function authorizationsOver({ SLACK_APP_LEVEL_TOKEN: token, SLACK_API_URL: apiUrl }: ServiceConfig): EventAuthorizations | null {
  return token ? eventAuthorizations({ token, apiUrl, timeoutMs: SLACK_TIMEOUT_MS }) : null
}

type Models = Pick<Context, 'embedder' | 'reranker' | 'answerer' | 'extractive' | 'rewriter' | 'answererFor'>

/** What models over the network come with. */
interface Remote {
  onUsage: (usage: ModelUsage) => void
  redactsFor: RedactsFor
}

/** The models that the settings choose. */
async function openModels(config: ServiceConfig, { log, telemetry }: Pick<Context, 'log' | 'telemetry'>, remote: Remote): Promise<Models> {
  const { warnings, ...choice } = chooseModels(config)
  for (const warning of warnings) log.warn(warning)
  const embedder = await openEmbedder(choice.embedder, remote, log)
  const reranker = await openReranker(choice.reranker, remote)
  const answerers = await openAnswerers(choice.answerer, remote)
  const names = { reranker: reranker?.model ?? null, answerer: answerers.answerer.model, rewriter: answerers.rewriter?.model ?? null }
  log.info({ embedder: embedder.space, label: embedder.label, ...names }, 'models')
  return { ...answerers, embedder: meteredEmbedder(telemetry, embedder), reranker: reranker && meteredReranker(telemetry, reranker) }
}

async function openAnswerers(
  choice: AnswererChoice,
  { onUsage, redactsFor }: Remote,
): Promise<Pick<Context, 'answerer' | 'extractive' | 'rewriter' | 'answererFor'>> {
  const extractive = createExtractiveAnswerer()
  if (choice.kind === 'extractive') return { answerer: extractive, extractive, rewriter: null, answererFor: () => extractive }
  const provider = choice.kind === 'cohere' ? await openCohere({ ...choice.access, onUsage }) : openOpenAi({ ...choice.access, onUsage })
  const written = (model: string) => redactingAnswerer(redactsFor, provider.answerer({ model }))
  const answerer = written(choice.model)
  const answererFor = (model: string | null) => {
    if (model === extractive.model) return extractive
    return model === null || model === choice.model ? answerer : written(model)
  }
  const rewriter = redactingRewriter(redactsFor, provider.rewriter({ model: choice.rewriteModel }))
  return { answerer, extractive, rewriter, answererFor }
}

async function openEmbedder(choice: EmbedderChoice, { onUsage, redactsFor }: Remote, log: Logger): Promise<Embedder> {
  switch (choice.kind) {
    case 'hash':
      return createHashEmbedder(choice)
    case 'cohere':
      return redactingEmbedder(redactsFor, (await openCohere({ ...choice.access, onUsage })).embedder(choice))
    case 'openai':
      return redactingEmbedder(
        redactsFor,
        createOpenAiEmbedder({ ...choice.access, model: choice.model, dimensions: choice.dimensions, onUsage }),
      )
    case 'local-transformer':
      if (!traitsOf(choice.model).isKnown)
        log.warn(`EMBEDDING_MODEL: ${choice.model} is not known here; its pooling and length are a guess.`)
      return createTransformerEmbedder(choice)
    default:
      return unreachable(choice)
  }
}

async function openReranker(choice: RerankerChoice, { onUsage, redactsFor }: Remote): Promise<Reranker | null> {
  if (choice.kind === 'none') return null
  return redactingReranker(redactsFor, (await openCohere({ ...choice.access, onUsage })).reranker(choice))
}
