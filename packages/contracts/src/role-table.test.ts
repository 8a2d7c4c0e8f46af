import { expect, test } from 'vitest'
import { isAtLeast, type Role, roles } from './access.ts'
import type { Route } from './route.ts'
import { type RouteName, routes } from './routes.ts'

/** Each right with the least role that has it, and the routes by which it is used. Every one of them is walked as everybody by `accept -- tenancy`. */
const RIGHTS: readonly [right: string, least: Role | 'operator', names: readonly RouteName[]][] = [
  [
    'ask, search, and what is one’s own',
    'viewer',
    [
      'ask',
      'search',
      'findReadable',
      'findAuthors',
      'getAnswer',
      'listHistory',
      'listSaved',
      'saveAnswer',
      'unsaveAnswer',
      'forgetQuestion',
      'getSession',
      'endSession',
      'listSessions',
      'endOtherSessions',
      'revokeSession',
    ],
  ],
  [
    'say whether an answer is good, and take along what is one’s own',
    'member',
    ['giveFeedback', 'listExports', 'createExport', 'downloadExport'],
  ],
  [
    'sets of questions of one’s own, judged with one’s own rights',
    'member',
    [
      'listEvaluationSets',
      'createEvaluationSet',
      'getEvaluationSet',
      'deleteEvaluationSet',
      'putJudgments',
      'startEvaluation',
      'getEvaluation',
    ],
  ],
  [
    'the log of answers, what was asked in vain, usage',
    'analyst',
    [
      'listAnswers',
      'listAnswerModels',
      'downloadAnswers',
      'addToEvaluation',
      'listClusters',
      'changeCluster',
      'getOverview',
      'getTeamHealth',
      'getUsage',
    ],
  ],
  [
    'channels, jobs, settings, the audit log, members up to admin',
    'admin',
    [
      'listChannels',
      'setPolicy',
      'whyNotVisible',
      'getChannel',
      'changeChannel',
      'reindexChannel',
      'joinChannel',
      'getWork',
      'startSync',
      'changeRun',
      'retryJob',
      'followProgress',
      'getSettings',
      'changeSettings',
      'listAskers',
      'listAudit',
      'getCompliance',
      'getTeamStatus',
      'getOnboarding',
      'changeOnboarding',
      'listMembers',
      'setMember',
      'removeMember',
      'setMemberStatus',
      'endMemberSessions',
      'listInvites',
      'createInvite',
      'sendInvite',
      'revokeInvite',
      'findPeople',
    ],
  ],
  [
    'keys, erasing, pausing',
    'owner',
    ['listKeys', 'createKey', 'revokeKey', 'listErasures', 'createErasure', 'getErasure', 'previewErasure', 'changeTeamStatus'],
  ],
  ['the server', 'operator', ['getSystem', 'listPrices', 'putPrice']],
]

test.each(RIGHTS)('%s: %s', (_right, least, names) => {
  expect(names.map((name): [string, Route['role']] => [name, routes[name].role])).toEqual(names.map((name) => [name, least]))
})

test('every route belongs to one right', () => {
  expect(RIGHTS.flatMap(([, , names]) => names).toSorted()).toEqual(Object.keys(routes).toSorted())
})

test('each role has the rights of every lesser one', () => {
  const held = (role: Role) => RIGHTS.filter(([, least]) => least !== 'operator' && isAtLeast(role, least)).map(([right]) => right)
  const rights = roles.map(held)
  for (const [place, lesser] of rights.slice(1).entries()) expect(rights[place]).toEqual(expect.arrayContaining(lesser))
  expect(rights.map(({ length }) => length)).toEqual([6, 5, 4, 3, 1])
})
