export { type AnswerInput, answerBlocks, type RenderedAnswer } from './answer-blocks.ts'
export type { AnswerQuote } from './answer-quote.ts'
export type { ArchiveLimits } from './archive-limits.ts'
export type { SlackBlock } from './block.ts'
export { parseSlackBody, type SlackBody } from './body.ts'
export type { ChannelRecord } from './channel-record.ts'
export { commandOf, type SlashCommand } from './command.ts'
export { type Envelope, eventContextOf, isExtShared, readEnvelope } from './envelope.ts'
export { toSlackEvent } from './event.ts'
export { type EventAuthorizations, eventAuthorizations } from './event-authorizations.ts'
export type { ExchangedInstallation, TokenRotation } from './exchanged-installation.ts'
export { type ExportMessage, openExportZip, type SlackExport } from './export-zip.ts'
export { type GatewaySettings, slackGateway } from './gateway.ts'
export { historyMessage } from './history-message.ts'
export type { InstallFailure } from './install-failure.ts'
export { type InstallerSettings, type InstallHandlers, type InstallStateStore, type SlackInstaller, slackInstaller } from './installer.ts'
export { type BlockActions, type Interaction, interactionOf, type PressedAction } from './interaction.ts'
export { BOT_EVENTS, OPTIONAL_SCOPES, REQUIRED_SCOPES, slackManifest } from './manifest.ts'
export { messageText } from './message-text.ts'
export type { Self } from './own-post.ts'
export { ownPostBeginning, ownReplies } from './own-replies.ts'
export { type PermalinkTarget, permalink } from './permalink.ts'
export { type RefreshRequest, refreshToken } from './refresh-token.ts'
export { type DelayedResponse, type RespondRequest, respondToUrl } from './respond-to-url.ts'
export { type SignedRequest, verifySlackSignature } from './signature.ts'
export type { AskedMessage, ChannelChange, ChannelEvent, IgnoredEvent, SlackEvent } from './slack-event.ts'
export {
  METHOD_NAMES,
  type MessagePage,
  type OutgoingMessage,
  type SlackGateway,
  type TeamRecord,
  type TokenIdentity,
} from './slack-gateway.ts'
export { runSlackSocket, type SocketDelivery, type SocketSettings, type SocketState } from './socket.ts'
export type { UserRecord } from './user-record.ts'
