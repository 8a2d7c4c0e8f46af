export { answerCacheOf, type CacheRef, purgeCachedAnswers } from './answer-cache.ts'
export type { Answer, AnswerSource, AnswerState, AnswerStatement, NewAnswer, StoredSource } from './answers/answer.ts'
export { answersOf } from './answers/answers.ts'
export type { AskedAnswer } from './answers/asked.ts'
export { type AnswerBucket, answerBuckets, answerFigures, citedChannels, citedCosts } from './answers/figures.ts'
export type { LogFilter, LoggedAnswer, LogPlace } from './answers/log.ts'
export { hiddenAmong, placesOf } from './answers/places.ts'
export type { AnswerPost, AskedBy, NewPost, PersonPost } from './answers/posts.ts'
export type { Revision } from './answers/revise.ts'
export { type ApiKeyHolder, apiKeysOf, type CallKind, findApiKey, type StoredApiKey } from './api-keys.ts'
export { type AuditEntry, auditForTeam, auditOf } from './audit.ts'
export { type AuditFilter, type AuditRow, auditCounts, auditPage } from './audit-page.ts'
export { type BackfillRun, backfillRunsOf, RUN_TRIGGERS, type RunTrigger } from './backfill-runs.ts'
export type { BackupCounts } from './backup/backup-format.ts'
export { readBackup } from './backup/read-backup.ts'
export { writeBackup } from './backup/write-backup.ts'
export { channelJoinsOf } from './channel-joins.ts'
export {
  type ChannelFilter,
  type ChannelPage,
  type ChannelPlace,
  type ChannelSort,
  countPolicies,
  type ListedChannel,
  type ListedStatus,
  listChannels,
} from './channel-list.ts'
export { channelNamesFor } from './channel-names.ts'
export { type ChannelWord, channelWordOf } from './channel-word.ts'
export { type Channel, type ChannelRecord, channelsOf, channelsToPurge, type Policy } from './channels.ts'
export { type Choice, channelsToChoose, peopleToChoose } from './choices.ts'
export { type ClaimOptions, claimOneTeam, claimTeam } from './claim-team.ts'
export { type ClusterChange, type ClusterState, clustersOf, type QuestionCluster } from './clusters.ts'
export { complianceFacts } from './compliance.ts'
export { type Coverage, coverageOf } from './coverage.ts'
export { type Db, openDb } from './db.ts'
export { type DriftReport, driftReportsOf } from './drift-reports.ts'
export { DatabaseError } from './driver-errors.ts'
export {
  countAnswersFrom,
  countChannel,
  countPerson,
  countSpan,
  dropDeadDeliveries,
  dropDeliveries,
  forgetChannelFacts,
  forgetTraces,
} from './erase-content.ts'
export { erasedSpansOf } from './erased-spans.ts'
export { allReceipts, type ErasureReceipt, findReceipt, keepReceipt, receiptsOf } from './erasure-receipts.ts'
export { type Erasure, type ErasureCounts, erasuresOf, openErasures, teamsToErase } from './erasures.ts'
export { type EvalResult, type EvalRun, evalRunsOf } from './eval-runs.ts'
export { type EvalItem, type EvalSet, evalSetsOf, type Judgment } from './eval-sets.ts'
export {
  answersToExport,
  auditToExport,
  countOutside,
  type ExportedAnswer,
  type ExportedAudit,
  type ExportedMessage,
  messagesToExport,
  savedToExport,
} from './export-rows.ts'
export { type Attempt, type Export, expireExports, exportsOf } from './exports.ts'
export { type Facets, facetsOf } from './facets/facets.ts'
export { type Feedback, feedbackOf } from './feedback.ts'
export { forgetAskedIn, forgetAskedInSpan, forgetPerson, forgetQuestion } from './forget-person.ts'
export { type EarlierRequest, idempotencyKeysOf, type NamedRequest, purgeIdempotencyKeys } from './idempotency-keys.ts'
export { type Delivery, type Inbox, openInbox } from './inbox.ts'
export { type DeadEvent, deadEvents, type InboxStats, inboxStatsOf, purgeDone } from './inbox-stats.ts'
export { type IndexState, type IndexTable, indexStateOf } from './index-state.ts'
export { type Installation, installationsOf, type NewInstallation, type SealedRotation } from './installations.ts'
export { findInvite, type Invite, invitesOf } from './invites.ts'
export { assertIsolation } from './isolation.ts'
export { type JobOptions, type Jobs, openJobs } from './jobs.ts'
export type { CallEnd, CallSubject } from './llm-calls/call.ts'
export { llmCallsOf } from './llm-calls/llm-calls.ts'
export { type CallEstimate, endLostCalls, type Reservation } from './llm-calls/reserve.ts'
export type { ModelDay } from './llm-calls/usage.ts'
export { type LocalPostgres, startLocalPostgres } from './local-postgres/start.ts'
export { findLoginSession, type LoginSession, loginSessionsOf, purgeLoginSessions, type SessionHolder } from './login-sessions.ts'
export { type ListedMember, listMembers, peopleCalled, whoDecides } from './member-list.ts'
export { membersOf } from './members.ts'
export type { Applied } from './messages/apply.ts'
export type { DirtyMessage, IndexedKey } from './messages/dirty.ts'
export type { FoundMessage, PassagePlace } from './messages/found.ts'
export type { IndexableMessage, MessageKey } from './messages/indexable.ts'
export { messagesOf } from './messages/messages.ts'
export type { StoredState } from './messages/observed.ts'
export type { ChannelCount, ListedMessage } from './messages/overview.ts'
export { purgeChannel } from './messages/purge-channel.ts'
export type { StoredMessage } from './messages/read.ts'
export type { SlackWindow, WindowMessage } from './messages/slack-window.ts'
export type { StoredChange } from './messages/stored-change.ts'
export type { TextHit, TextQuery } from './messages/text-search.ts'
export type { ThreadMember } from './messages/threads.ts'
export { migrationCounts } from './migration-counts.ts'
export { migrate } from './migrations.ts'
export { type ModelPrice, modelPricesOf, putModelPrice } from './model-prices.ts'
export { moveChannel } from './move-channel.ts'
export { type Notice, type NoticeKey, noticesOf } from './notices.ts'
export { oauthStatesOf } from './oauth-states.ts'
export { type DatabaseFacts, databaseFacts, type WorkFacts, workFacts } from './operator-facts.ts'
export { type NewOrgInstallation, type OrgInstallation, orgInstallationsOf } from './org-installations.ts'
export { type Audience, forgetResponseUrls, type NewQuestion, type Question, questionsOf, type Surface } from './questions.ts'
export { rateBudgetsOf } from './rate-budget.ts'
export { openReceiptSigner, publicReceiptKeys, type ReceiptSigner, verifyReceipt } from './receipts.ts'
export { type ChannelRetention, dueForRetention, type RetentionFacts, retentionOf } from './retention.ts'
export { type SavedAnswer, savedAnswersOf } from './saved-answers.ts'
export { type StoredSettings, settingsOf } from './settings.ts'
export { synonymGroupsOf } from './synonyms.ts'
export { addUpTallies } from './tallies.ts'
export { firstStepsOf, type TeamFacts, teamFacts } from './team-facts.ts'
export { retryTeamJob, type TeamJob, teamQueue } from './team-jobs.ts'
export type { InboxEvent, TeamLease } from './team-lease.ts'
export { type TeamMember, teamMembersOf } from './team-members.ts'
export { noteListening, type TeamReading, teamReadingOf, teamsToCompare } from './team-reading.ts'
export { countTeamRows, deleteSomeTeamRows, deleteTeam } from './team-rows.ts'
export { allTeams, PAUSED_BY_ADMIN, type Team, type TeamState, teamsOf } from './teams.ts'
export type { SystemTx, TenantTx } from './tenant.ts'
export { type PendingThread, type SeenThread, threadSyncsOf } from './thread-syncs.ts'
export { type Throttle, throttlesOf } from './throttles.ts'
export { openTokenVault, type TokenVault } from './token-vault.ts'
export type { UnansweredQuestion } from './unanswered.ts'
export { type UserRecord, usersOf } from './users.ts'
export { audienceChannelsOf, visibleChannelsOf } from './visible-channels.ts'
export { isReadToTheEnd, type NewPass, type Watermark, type WidenedPass, watermarksOf } from './watermarks.ts'
export { type WordTable, wordTablesOf } from './word-tables.ts'
