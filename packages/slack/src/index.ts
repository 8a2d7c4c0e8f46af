export {
  ANSWER_ACTIONS,
  DIALOGS,
  FEEDBACK_REASONS,
  type FeedbackReason,
  FIELDS,
  feedbackChoice,
  HOME_ACTIONS,
  retentionChoice,
} from './action-ids.ts'
export { answerBlocks } from './answer/answer-blocks.ts'
export type {
  AnswerButton,
  AnswerControls,
  Answered,
  AnswerFooter,
  AnswerInput,
  Expert,
  NumberedSource,
  SummaryItem,
} from './answer/answer-input.ts'
export { answerTail } from './answer/answered.ts'
export { type FailureReason, retryHelps } from './answer/failure-words.ts'
export type { RenderedAnswer } from './answer/rendered-answer.ts'
export type { Viewed } from './app-context.ts'
export type { ArchiveLimits } from './archive-limits.ts'
export { type BackscrollVerb, backscrollVerb } from './backscroll-verb.ts'
export type { SlackBlock } from './block.ts'
export type { BlockActions, PressedAction } from './block-actions.ts'
export { parseSlackBody, type SlackBody } from './body.ts'
export type { ChannelRecord } from './channel-record.ts'
export { commandOf, type SlashCommand } from './command.ts'
export { type AskForm, askModal } from './dialog/ask-modal.ts'
export { type FeedbackForm, feedbackModal } from './dialog/feedback-modal.ts'
export { noticeModal } from './dialog/notice-modal.ts'
export { sourcesModal } from './dialog/sources-modal.ts'
export { fieldErrors, nextDialog, type SubmissionReply } from './dialog/submission-reply.ts'
export { type Envelope, eventContextOf, isExtShared, readEnvelope } from './envelope.ts'
export { toSlackEvent } from './event.ts'
export { type EventAuthorizations, eventAuthorizations } from './event-authorizations.ts'
export type { ExchangedInstallation, TokenRotation } from './exchanged-installation.ts'
export { type ExportMessage, openExportZip, type SlackExport } from './export-zip.ts'
export type { FormValues } from './form-values.ts'
export { type GatewaySettings, slackGateway } from './gateway.ts'
export { historyMessage } from './history-message.ts'
export { homeBlocks } from './home/home-blocks.ts'
export type { AdminHome, ChannelSetting, MemberHome, RecentQuestion } from './home/home-input.ts'
export { statusBlocks } from './home/member-blocks.ts'
export { BadIdTokenError, type IdTokenFault } from './id-token-error.ts'
export type { InstallFailure } from './install-failure.ts'
export { type InstallerSettings, type InstallHandlers, type InstallStateStore, type SlackInstaller, slackInstaller } from './installer.ts'
export { type Interaction, interactionOf } from './interaction.ts'
export type { InteractionOrigin } from './interaction-origin.ts'
export { BOT_EVENTS, COMMANDS, OPTIONAL_SCOPES, REQUIRED_SCOPES, SHORTCUTS, SUGGESTED_PROMPTS, slackManifest } from './manifest.ts'
export { messageText } from './message-text.ts'
export type { CitedMessage, LaterMessage } from './mrkdwn/quote.ts'
export type { AnswerStatement, NumberOf } from './mrkdwn/statement.ts'
export { MARKDOWN_LENGTH, statementMarkdown } from './mrkdwn/statement-markdown.ts'
export { visibleText } from './mrkdwn/visible-text.ts'
export type { Self } from './own-post.ts'
export { ownPostBeginning, ownReplies } from './own-replies.ts'
export { type PermalinkTarget, permalink } from './permalink.ts'
export { type RefreshRequest, refreshToken } from './refresh-token.ts'
export { isRefusal, type Refusal } from './refusal.ts'
export { type DelayedResponse, type RespondRequest, respondToUrl } from './respond-to-url.ts'
export type { GlobalShortcut, MessageAction } from './shortcut.ts'
export { type SignedInPerson, type SignInSettings, type SlackSignIn, slackSignIn } from './sign-in.ts'
export { type SignedRequest, verifySlackSignature } from './signature.ts'
export type { AskedMessage, ChannelChange, ChannelEvent, IgnoredEvent, SlackEvent } from './slack-event.ts'
export {
  METHOD_NAMES,
  type MessagePage,
  type OutgoingMessage,
  type SlackGateway,
  type SuggestedPrompt,
  type TeamRecord,
  type TokenIdentity,
  type UserGroupRecord,
} from './slack-gateway.ts'
export { runSlackSocket, type SocketDelivery, type SocketSettings, type SocketState } from './socket.ts'
export type { UserRecord } from './user-record.ts'
export type { ModalView } from './view.ts'
export type { ViewSubmission } from './view-submission.ts'
