import type { WhyAnswer } from '@backscroll/contracts'
import { channelsOf, installationsOf, type ListedChannel, type TenantTx, teamsOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { Caller } from '../../access/caller.ts'
import { visibleChannels } from '../visible-channels.ts'
import { findListed } from './around-channels.ts'
import { reasonFor } from './shown-channel.ts'

type Step = WhyAnswer['steps'][number]

/** Why the app does not answer from a channel, for the person who asks: the first step that is not done is the cause. */
export function whyNotVisible(ctx: Context, { teamId, userId }: Caller, written: string): Promise<WhyAnswer> {
  return ctx.db.withTenant(teamId, async (tx) => {
    const listed = await findByName(tx, userId, written)
    const isInstalled = (await installationsOf(tx).active(teamId, ctx.config.SLACK_APP_ID)) !== null
    const isPaused = (await teamsOf(tx).get())?.state === 'paused'
    const visible = new Set<string>(await visibleChannels(tx, { askerId: userId, audience: null }))
    const steps = stepsOf(listed, { isInstalled, isPaused, canRead: listed !== null && visible.has(listed.channelId) })
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

interface Facts {
  isInstalled: boolean
  isPaused: boolean
  canRead: boolean
}

function stepsOf(channel: ListedChannel | null, { isInstalled, isPaused, canRead }: Facts): Step[] {
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
    step('allowed', policy === 'allowed', { done: 'An admin has allowed it.', missing: reasonFor(channel) ?? 'Allow it to have it read.' }),
    step('member', botIsMember, { done: 'The app is in the channel.', missing: reasonFor({ ...channel, status: 'failed' }) ?? '' }),
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
