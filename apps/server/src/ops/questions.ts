import { teamId, userId } from '@backscroll/core'
import { type ClusterState, clustersOf, questionsOf } from '@backscroll/db'
import { Command } from 'commander'
import { addAnsweredQuestion } from '../flows/evaluations/add-answered-question.ts'
import { clusterTeamQuestions } from '../flows/feedback/cluster-questions.ts'
import { decideCluster } from '../flows/feedback/decide-cluster.ts'
import { asDays, asUuid } from './arguments.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

const LIMIT = 500
const DAY_MS = 86_400_000

/** `questions unanswered|clusters|resolve|evaluate`: what people asked in vain, and what becomes of it. */
export function questionsVerb(): Command {
  const questions = new Command('questions').description('what people asked without a good answer')
  questions.addCommand(
    teamVerb('unanswered', 'questions whose newest answer says nothing or is disliked')
      .option('--days <number>', 'how far back', '30')
      .action(unanswered),
  )
  questions.addCommand(
    teamVerb('clusters', 'those that ask the same, together; the most asked first')
      .option('--all', 'also resolved and ignored ones')
      .action(clusters),
  )
  questions.addCommand(
    teamVerb('resolve', 'say that a cluster is answered')
      .argument('<cluster>', 'its id, as "questions clusters" shows it')
      .option('--ignore', 'not answered, and never listed again')
      .action(resolve),
  )
  questions.addCommand(
    teamVerb('evaluate', 'add an answered question to a set, with the messages that it cites as judgments')
      .argument('<answer>', 'id of the answer')
      .requiredOption('--set <id>', "the person's set")
      .requiredOption('--user <id>', 'whose set it is, and in whose Slack rights it is read, U...')
      .action(evaluate),
  )
  return questions
}

async function unanswered(options: TeamOptions & { days: string }): Promise<void> {
  const days = asDays(options.days)
  const found = await withStorage(({ db, clock }) =>
    db.withTenant(teamId(options.team), (tx) => questionsOf(tx).unanswered({ sinceMs: clock.nowMs() - days * DAY_MS, limit: LIMIT })),
  )
  const rows = found.map(({ createdAtMs, ...row }) => ({ ...row, askedAt: new Date(createdAtMs).toISOString() }))
  const lines = rows.map((row) =>
    [row.askedAt.slice(0, 16), row.isDisliked ? 'disliked' : 'nothing ', row.askerId.padEnd(12), oneLine(row.text)].join('  '),
  )
  report({ questions: rows }, options, lines.length > 0 ? lines : ['Every question of these days got an answer that nobody disliked.'])
}

async function clusters(options: TeamOptions & { all?: boolean }): Promise<void> {
  const states: { states?: ClusterState[] } = options.all ? {} : { states: ['open', 'assigned'] }
  const found = await withStorage(async (storage) => {
    await clusterTeamQuestions(storage, { teamId: teamId(options.team) })
    return storage.db.withTenant(teamId(options.team), (tx) => clustersOf(tx).list({ ...states, limit: LIMIT }))
  })
  const rows = found.map(({ lastAtMs, ...row }) => ({ ...row, lastAskedAt: new Date(lastAtMs).toISOString() }))
  const lines = rows.map((row) => [row.clusterId, row.state.padEnd(8), String(row.size).padStart(4), oneLine(row.label)].join('  '))
  report({ clusters: rows }, options, lines.length > 0 ? lines : ['There is no open cluster.'])
}

async function resolve(cluster: string, options: TeamOptions & { ignore?: boolean }): Promise<void> {
  const state = options.ignore ? 'ignored' : 'resolved'
  const decision = { teamId: teamId(options.team), clusterId: asUuid(cluster, 'cluster'), state, actor: operator() } as const
  await withStorage((storage) => decideCluster(storage, decision))
  report({ ok: true, clusterId: cluster, state }, options, [`The cluster is ${state} now.`])
}

async function evaluate(answer: string, options: TeamOptions & { set: string; user: string }): Promise<void> {
  const wish = {
    teamId: teamId(options.team),
    userId: userId(options.user),
    setId: asUuid(options.set, 'set'),
    answerId: asUuid(answer, 'answer'),
    actor: operator(),
  }
  const { judgments } = await withStorage((storage) => addAnsweredQuestion(storage, wish))
  report({ ok: true, judgments }, options, [`Added, with ${judgments} ${judgments === 1 ? 'message' : 'messages'} that answer it.`])
}

/** Untrusted text on one line of a terminal. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').slice(0, 200)
