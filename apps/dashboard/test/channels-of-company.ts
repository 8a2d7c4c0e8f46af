import type { ChannelDetail, ChannelRow } from '@backscroll/contracts'
import { hoursAgo, maya } from './answers-of-company.ts'

const channel = (channelId: string, name: string | null, more: Partial<ChannelRow>): ChannelRow => ({
  channelId,
  name,
  isPrivate: false,
  isArchived: false,
  isShared: false,
  botIsMember: true,
  memberCount: 42,
  policy: 'allowed',
  status: 'ready',
  reason: null,
  messages: { stored: 18_423, indexed: 18_423, expected: 18_423 },
  etaSeconds: null,
  lastMessageAt: hoursAgo(0.2),
  answersEnabled: true,
  retentionDays: null,
  keptDays: 90,
  legalHold: false,
  priority: 0,
  purgeAt: null,
  ...more,
})
export const channels = [
  channel('C0GENERAL', 'general', { memberCount: 214 }),
  channel('C0BACKEND', 'eng-backend', {
    status: 'reading',
    messages: { stored: 6_200, indexed: 6_117, expected: 9_201 },
    etaSeconds: 185,
    retentionDays: 180,
    keptDays: 180,
  }),
  channel('C0RANDOM', 'random', { policy: 'excluded', status: 'leaving', answersEnabled: false, purgeAt: hoursAgo(-60) }),
  channel('C0OPS', 'ops-incidents', {
    status: 'failed',
    reason: 'Slack refuses: the app was removed from the channel. Invite it again, then press Compare with Slack.',
    legalHold: true,
  }),
  channel('C0SECRET', null, {
    isPrivate: true,
    policy: 'pending',
    status: 'pending',
    messages: { stored: 0, indexed: 0, expected: null },
    botIsMember: false,
    memberCount: 6,
    answersEnabled: false,
    lastMessageAt: null,
  }),
]

/** So many that nobody lists them: some are found by what is typed. */
export const readable = Array.from({ length: 40 }, (_, place) => ({
  channelId: `C0CH${place}`,
  name: `project-${place}`,
  isPrivate: place % 7 === 0,
}))
  .concat([{ channelId: 'C0BACKEND', name: 'eng-backend', isPrivate: false }])
  .slice(-30)

export const detail: ChannelDetail = {
  ...channel('C0BACKEND', 'eng-backend', {
    status: 'reading',
    messages: { stored: 6_200, indexed: 6_117, expected: 9_201 },
    etaSeconds: 185,
  }),
  topic: '',
  purpose: 'Services, deployments and what breaks in them.',
  coverage: [
    { from: hoursAgo(2_000), to: hoursAgo(0.1), isComplete: true, threadsComplete: true },
    { from: hoursAgo(4_000), to: hoursAgo(2_000), isComplete: false, threadsComplete: false },
  ],
  reading: { reachedAt: hoursAgo(4_000), pages: 14, threadsWaiting: 31, waitsUntil: hoursAgo(-0.01), rateClass: 'full' },
  passages: 8_120,
  cost: { questions: 91, usd: 0.42 },
  policyBy: maya,
  policyAt: hoursAgo(30),
  canRead: true,
}
