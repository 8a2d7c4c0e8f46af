import type { RouteName } from '@backscroll/contracts'
import type { Things } from './things.ts'

/** What a usual request holds behind the `?`, by what it is about. */
export const QUERIES: Partial<Record<RouteName, (of: Things) => Record<string, string>>> = {
  findPeople: () => ({ name: 'c' }),
  findReadable: ({ channelId }) => ({ ids: channelId }),
  findAuthors: ({ userId }) => ({ ids: userId }),
  whyNotVisible: ({ channelId }) => ({ channel: channelId }),
  previewErasure: ({ channelId }) => ({ kind: 'period', from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', channelId }),
}

/** What a usual request holds as its body, by what it is about. */
export const BODIES: Partial<Record<RouteName, (of: Things) => unknown>> = {
  search: () => ({ query: 'xylograph' }),
  ask: () => ({ question: 'when does the xylograph ship?' }),
  createEvaluationSet: () => ({
    name: 'a set',
    items: [{ query: 'xylograph', judgments: [{ message: { channelId: 'C0NOTHING', ts: '1.000100' }, grade: 3 }] }],
  }),
  putJudgments: ({ itemId }) => ({ items: [{ itemId, judgments: [{ message: { channelId: 'C0NOTHING', ts: '1.000100' }, grade: 2 }] }] }),
  startEvaluation: ({ setId }) => ({ setId, strategies: ['bm25'] }),
  setMember: () => ({ role: 'member' }),
  setMemberStatus: () => ({ state: 'active' }),
  createInvite: ({ userId }) => ({ userId, role: 'analyst' }),
  sendInvite: () => ({ url: 'http://127.0.0.1/invite/of-nobody' }),
  createKey: () => ({ scopes: ['search'] }),
  changeOnboarding: () => ({ isDismissed: true }),
  giveFeedback: () => ({ verdict: 'good' }),
  saveAnswer: () => ({ note: 'xylograph' }),
  addToEvaluation: ({ setId }) => ({ setId }),
  changeCluster: () => ({ state: 'assigned' }),
  setPolicy: ({ channelId }) => ({ channelIds: [channelId], policy: 'allowed' }),
  changeChannel: () => ({ priority: 1 }),
  startSync: ({ channelId }) => ({ channelIds: [channelId] }),
  changeRun: () => ({ state: 'paused' }),
  changeSettings: () => ({ max_sources: 10 }),
  createExport: ({ selfId }) => ({ person: selfId }),
  createErasure: ({ channelId }) => ({ kind: 'channel', channelId, confirm: `not ${channelId}` }),
  putPrice: () => ({
    provider: 'cohere',
    model: 'walked',
    unit: 'input_token',
    usdPerMillion: 1,
    validFrom: '2026-01-01',
    note: 'walked',
  }),
  changeTeamStatus: () => ({ state: 'active' }),
}

/** Further ways to name what is another team's, in bodies that can. */
export const REFERENCES: readonly { route: RouteName; body?: (of: Things) => unknown }[] = [
  { route: 'search', body: ({ channelId }) => ({ query: 'xylograph', channels: { include: [channelId] } }) },
  { route: 'ask', body: ({ channelId }) => ({ question: 'when does the xylograph ship?', channels: [channelId] }) },
  { route: 'ask', body: ({ userId }) => ({ question: 'when does the xylograph ship?', authors: [userId] }) },
  { route: 'ask', body: ({ answerId }) => ({ question: 'and when does it ship?', follows: answerId }) },
  { route: 'createExport', body: ({ channelId }) => ({ parts: ['messages'], channelIds: [channelId] }) },
  { route: 'createExport', body: ({ userId }) => ({ person: userId }) },
  { route: 'createErasure', body: ({ channelId }) => ({ kind: 'channel', channelId, confirm: channelId }) },
  { route: 'createErasure', body: ({ userId }) => ({ kind: 'person', userId, confirm: userId }) },
  {
    route: 'createErasure',
    body: ({ channelId }) => {
      const [from, to] = ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z']
      return { kind: 'period', from, to, channelId, confirm: `${from}/${to}` }
    },
  },
  { route: 'previewErasure' },
  { route: 'createKey', body: ({ userId }) => ({ scopes: ['search'], actsAs: userId }) },
  { route: 'createInvite' },
  { route: 'setPolicy' },
  { route: 'startSync' },
  { route: 'startEvaluation' },
  { route: 'whyNotVisible' },
]

/** What a usual request of somebody who may call can come to besides success, and why. */
export const SOMETIMES: Partial<Record<RouteName, readonly number[]>> = {
  // of the secret channel, by whoever may not read it and does not log answers
  getAnswer: [404],
  giveFeedback: [404],
  // what may not be read cannot be kept, and what is not kept cannot be let go
  saveAnswer: [404],
  unsaveAnswer: [404],
  // texts that the caller may not read are no questions for a set
  addToEvaluation: [404, 409],
  // whether a run goes on depends on the moment
  changeRun: [404, 409],
  // only a job that has failed
  retryJob: [404, 409],
  // nothing is erased that was not confirmed word for word
  createErasure: [422],
  // an export that waits has no content yet
  downloadExport: [404, 409],
  // the app is there already
  joinChannel: [409],
  // one index at a time
  reindexChannel: [409],
  startSync: [409],
  // one evaluation of a set at a time
  startEvaluation: [409],
  // only its hash is stored, so nobody here knows the link
  sendInvite: [422],
  // owners only, of others
  revokeKey: [404],
}
