import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import type { openJobs, RunTrigger, SystemTx, TenantTx } from '@backscroll/db'

/** Every kind of job with its payload: ids only, because a job reads the truth again when it runs. */
export interface JobPayloads {
  /** Reads people, channels and memberships of a team, then plans its backfill. */
  'team.sync': { teamId: TeamId }
  /** Reads one channel's facts and members, then its history when it is allowed. */
  'channel.sync': { teamId: TeamId; channelId: ChannelId }
  /** Sees to it that one channel's history is read. */
  'channel.backfill': { teamId: TeamId; channelId: ChannelId }
  /** Reads the next pages of history of a team, whichever channel's turn it is. */
  'history.read': { teamId: TeamId }
  /** Reads the next threads of a team. */
  'replies.read': { teamId: TeamId }
  /** Compares a team with Slack. */
  'team.reconcile': { teamId: TeamId; trigger: RunTrigger }
  /** Allows channels that a team's policy allows now. */
  'team.policy': { teamId: TeamId }
  /** Lets the app join the channels that a team's settings name. */
  'team.join': { teamId: TeamId }
  /** Reads a team's channels further back than they were read, where it wants that. */
  'team.deepen': { teamId: TeamId }
  /** Sets the clock of a team's routine comparison. */
  'team.schedule': { teamId: TeamId }
  /** Answers one stored question. */
  'question.answer': { teamId: TeamId; questionId: string }
  /** Sums up the thread that one stored question is about. */
  'question.summarize': { teamId: TeamId; questionId: string }
  /** Finds messages like the one that one stored question is about. */
  'question.relate': { teamId: TeamId; questionId: string }
  /** Takes back and forgets one question with its answers. */
  'question.forget': { teamId: TeamId; questionId: string }
  /** Takes back and forgets what somebody has asked. */
  'person.forget': { teamId: TeamId; userId: UserId; receiptId: string }
  /** Shows an answer to a channel, or proposes another one to its asker. */
  'answer.share': { teamId: TeamId; answerId: string; channelId: ChannelId }
  /** Makes one answer what its messages say now. */
  'answer.revise': { teamId: TeamId; answerId: string }
  /** Shows somebody the Home tab as it is now. */
  'home.publish': { teamId: TeamId; userId: UserId; from: number }
  /** Builds a team's search table anew, as somebody has asked for in the Home tab. */
  'team.reindex': { teamId: TeamId; userId: UserId }
  /** Looks whether a team's search table is what it should be. */
  'index.check': { teamId: TeamId }
  /** Counts how common words are in a team, once. */
  'words.fit': { teamId: TeamId }
  /** Names the thread of a direct conversation after its first question. */
  'thread.title': { teamId: TeamId; channelId: ChannelId; threadTs: MessageTs }
  /** Offers somebody questions in the conversation with the app. */
  'prompts.offer': { teamId: TeamId; userId: UserId; channelId: ChannelId }
  /** Greets the person who installed the app. */
  'installer.welcome': { teamId: TeamId }
  /** Tells that person that the token will not be renewed. */
  'installer.warn': { teamId: TeamId }
  /** Tells that person how much of a day's budget is used; `day` is `2026-05-12`. */
  'installer.budget': { teamId: TeamId; day: string }
  /** Brings the clusters of questions without a good answer up to date. */
  'questions.cluster': { teamId: TeamId }
  /** Tells whoever invited the app whether the channel is read; `version` is Slack's time of the invitation in microseconds. */
  'channel.invited': { teamId: TeamId; channelId: ChannelId; version: string }
  /** Says in a channel that it is being read, and when that is done. */
  'channel.announce': { teamId: TeamId; channelId: ChannelId }
  /** Makes the workspaces that an organization grants tenants, and ends those that it does not grant any more. */
  'org.sync': { enterpriseId: string }
  /** Asks Slack whether this install is over. */
  'installation.check': { teamId: TeamId; generation: number }
  /** Lets go what a team keeps no longer. */
  'team.retain': { teamId: TeamId }
  /** Writes the file of an export. */
  'export.write': { teamId: TeamId; exportId: string }
  /** Takes something out for good. */
  'erasure.run': { teamId: TeamId; erasureId: string }
  /** Carries out an evaluation of search. */
  'evaluation.run': { teamId: TeamId; runId: string }
}

export type JobKind = keyof JobPayloads

/** Puts a job on its queue; inside a transaction when one is given, so that neither is seen without the other. */
export type Enqueue = <Kind extends JobKind>(kind: Kind, payload: JobPayloads[Kind], options?: EnqueueOptions) => Promise<void>

export interface EnqueueOptions {
  tx?: TenantTx | SystemTx
  startAfterMs?: number
  /** Larger ones are taken first; default 0. */
  priority?: number
}

/** Jobs of one key run one after another; two of a kind for one key never wait at the same time. */
export const jobKey = (payload: JobPayloads[JobKind]): string => Object.values(payload).join(':')

export const enqueueOver =
  (jobs: ReturnType<typeof openJobs>): Enqueue =>
  async (kind, payload, options = {}) => {
    await jobs.send(kind, payload, { ...options, key: jobKey(payload) })
  }
