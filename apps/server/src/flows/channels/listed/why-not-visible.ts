import type { WhyAnswer } from '@backscroll/contracts'
import { isAllowedByPolicy, isJoinedBySetting, type TeamId } from '@backscroll/core'
import { channelsOf, installationsOf, type ListedChannel, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { Caller } from '../../access/caller.ts'
import { readSettings } from '../../settings/read-settings.ts'
import { JOIN_SCOPE } from '../join-by-setting.ts'
import { visibleChannels } from '../visible-channels.ts'
import { findListed } from './around-channels.ts'
import { reasonFor } from './shown-channel.ts'

/** The policy of the workspace does the rest. */
const ONCE_IN =
  'It is allowed once the app is in it, as the settings say. Let the app join, or invite it in Slack with /invite @Backscroll.'

type Step = WhyAnswer['steps'][number]

/** Why the app does not answer from a channel, for the person who asks: the first step that is not done is the cause. */
export function whyNotVisible(ctx: Context, { teamId, userId }: Caller, written: string): Promise<WhyAnswer> {
  return ctx.db.withTenant(teamId, async (tx) => {
    const listed = await findByName(tx, userId, written)
    const isInstalled = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null
    const isPaused = (await teamsOf(tx).get())?.state === 'paused'
    const visible = new Set<string>(await visibleChannels(tx, { askerId: userId, audience: null }))
    const joins = listed === null ? null : await howItJoins(ctx, tx, teamId, listed)
    const waitsForApp = listed !== null && (await isAllowedOnceIn(tx, listed))
    const steps = stepsOf(listed, { isInstalled, isPaused, waitsForApp, joins, canRead: listed !== null && visible.has(listed.channelId) })
    const cause = steps.find(({ state }) => state === 'missing')
    const sentence = cause ? cause.detail : 'Nothing stands in the way: what is written in this channel can be in an answer for you.'
    return { channelId: listed?.channelId ?? null, steps, sentence }
  })
}

/** By id, or by the name of a channel whose name the viewer may see. */
async function findByName(tx: TenantTx, viewerId: string, written: string): Promise<ListedChannel | null> {
  const name = written.replace(/^#/, '').toLowerCase()
  for (const { channelId } of (await channelsOf(tx).list()).filter(
    (one) => one.name.toLowerCase() === name || one.channelId === written.toUpperCase(),
  )) {
    const listed = await findListed(tx, viewerId, channelId)
    if (listed && (listed.name !== null || channelId === written.toUpperCase())) return listed
  }
  return null
}

/** Whether nothing but the app itself is missing for a channel to be allowed. */
async function isAllowedOnceIn(tx: TenantTx, { channelId, policy, botIsMember }: ListedChannel): Promise<boolean> {
  const channel = policy === 'pending' && !botIsMember ? await channelsOf(tx).get(channelId) : null
  return channel !== null && isAllowedByPolicy(channel, await readSettings(tx))
}

/** Where the app joins channels by itself: when it joins this one, or why not. */
async function howItJoins(ctx: Context, tx: TenantTx, teamId: TeamId, { channelId }: ListedChannel): Promise<string | null> {
  const [channel, settings] = [await channelsOf(tx).get(channelId), await readSettings(tx)]
  if (!channel || channel.botIsMember || !isJoinedBySetting({ ...channel, joinBarred: null }, settings)) return null
  if (channel.joinBarred === 'removed')
    return 'Somebody took the app out of this channel, so it does not join it again by itself. Let it join, or invite it.'
  if (channel.joinBarred !== null)
    return `Slack does not let the app join this channel (${channel.joinBarred}). Invite it in Slack with /invite @Backscroll.`
  const scopes = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID))?.scopes ?? []
  return scopes.includes(JOIN_SCOPE)
    ? 'The app joins it by itself in a moment, and then reads it.'
    : 'The app may not join channels: the scope channels:join was not granted. Invite it in Slack with /invite @Backscroll, or install it again.'
}

interface Facts {
  isInstalled: boolean
  isPaused: boolean
  /** The settings allow it as soon as the app is in it. */
  waitsForApp: boolean
  /** What becomes of a channel that the app is not in, where it joins by itself; null where it does not. */
  joins: string | null
  canRead: boolean
}

function stepsOf(channel: ListedChannel | null, { isInstalled, isPaused, waitsForApp, joins, canRead }: Facts): Step[] {
  const installed = step('installed', isInstalled && !isPaused, {
    done: 'The app is installed and works.',
    missing: isInstalled
      ? 'The workspace is paused. Resume it in the settings.'
      : 'The app is not installed in this workspace. Install it again.',
  })
  const known = step('known', channel !== null, {
    done: 'Slack shows the channel to the app.',
    missing: 'The app does not know such a channel. A private one is known once somebody in it invites the app with /invite.',
  })
  if (!channel) return [installed, known, ...['allowed', 'member', 'read', 'indexed', 'answers', 'reader'].map(unknown)]
  const { policy, botIsMember, status, stored, indexed, answersEnabled } = channel
  const hasRead = status === 'ready' || (status === 'partial' && stored > 0)
  const waiting = stored - indexed
  return [
    installed,
    known,
    step('allowed', policy === 'allowed', {
      done: 'It is allowed.',
      missing: waitsForApp ? (joins ?? ONCE_IN) : (reasonFor(channel) ?? 'Allow it to have it read.'),
    }),
    step('member', botIsMember, {
      done: 'The app is in the channel.',
      missing: joins ?? reasonFor({ ...channel, status: 'failed' }) ?? '',
    }),
    step('read', hasRead, { done: 'Its history is read.', missing: reasonFor(channel) ?? 'It is being read.' }),
    step('indexed', waiting === 0, {
      done: 'Everything that is read can be searched.',
      missing: `${waiting} of its messages wait for the search index. Have the channel indexed again if that does not end.`,
    }),
    step('answers', answersEnabled, {
      done: 'Answers are made from it.',
      missing: 'Answers are switched off for this channel. Switch them on in its settings.',
    }),
    step('reader', canRead, {
      done: 'You can read it in Slack.',
      missing: 'You are not in this channel in Slack. Only people who can read it get answers from it.',
    }),
  ]
}

const step = (name: string, isDone: boolean, said: { done: string; missing: string }): Step => ({
  name,
  state: isDone ? 'done' : 'missing',
  detail: isDone ? said.done : said.missing,
})

const unknown = (name: string): Step => ({ name, state: 'unknown', detail: 'Not known while an earlier step is missing.' })
