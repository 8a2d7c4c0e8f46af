import { randomUUID } from 'node:crypto'
import { userId as asUserId, teamId } from '@backscroll/core'
import {
  answersOf,
  clustersOf,
  evalRunsOf,
  evalSetsOf,
  exportsOf,
  invitesOf,
  questionsOf,
  type TenantTx,
  teamMembersOf,
} from '@backscroll/db'
import { aKeyOf } from '../../test/world/calling-api.ts'
import { signedInAs } from '../../test/world/signed-in.ts'
import type { Company, Post } from './companies.ts'
import type { Ground } from './ground.ts'

/** Ids of what stands in a company, each by the name that the routes give it. */
export type Things = Readonly<
  Record<
    | 'sessionId'
    | 'userId'
    | 'selfId'
    | 'prefix'
    | 'channelId'
    | 'jobId'
    | 'answerId'
    | 'questionId'
    | 'clusterId'
    | 'exportId'
    | 'erasureId'
    | 'setId'
    | 'itemId'
    | 'evaluationId'
    | 'inviteId',
    string
  >
>

/** Ids that nothing has. */
export const nothing = (): Things => ({
  sessionId: '0'.repeat(64),
  userId: 'U0NOBODY',
  selfId: 'U0NOBODY',
  prefix: 'aaaaaaaaaaaa',
  channelId: 'C0NOTHING',
  jobId: randomUUID(),
  answerId: randomUUID(),
  questionId: randomUUID(),
  clusterId: randomUUID(),
  exportId: randomUUID(),
  erasureId: randomUUID(),
  setId: randomUUID(),
  itemId: randomUUID(),
  evaluationId: randomUUID(),
  inviteId: randomUUID(),
})

/** A company in which something has happened. */
export interface Settled extends Company {
  /** One erasure, of the spare channel. */
  erasureId: string
  /** Of the owner, of everything, and ready. */
  exportId: string
}

/** Gives out the roles, has the member ask in the open and in the secret channel, erases the spare one and exports everything. */
export async function settle(ground: Ground, company: Company): Promise<Settled> {
  const { people, channels, canaries, secrets } = company
  await ground.db.withTenant(teamId(company.teamId), async (tx) => {
    const act = { by: people.owner, atMs: Date.now() }
    await teamMembersOf(tx).becomeFirstOwner(people.owner, act.atMs)
    for (const role of ['admin', 'analyst'] as const) await teamMembersOf(tx).setRole(people[role], role, act)
  })
  const member = ground.slack.as(company.teamId, people.member)
  await member.slash(channels.open, '/ask', `when does the xylograph of ${canaries.at(-1)} ship?`)
  await member.slash(channels.secret, '/ask', `when does the merger of ${secrets.at(-1)} close?`)
  await ground.quiet()
  const owner = await signedInAs(ground, people.owner, { team: company.teamId })
  const erased = await owner.call<{ id?: string }>('/v1/erasures', {
    body: { kind: 'channel', channelId: channels.spare, confirm: channels.spare },
  })
  const exported = await owner.call<{ id?: string }>('/v1/exports', { body: {} })
  await ground.quiet()
  return { ...company, erasureId: erased.body.id ?? randomUUID(), exportId: exported.body.id ?? randomUUID() }
}

/** What belongs to a person of a company, made anew: whoever ends or deletes it leaves the next one something to do. */
export async function thingsOf(ground: Ground, company: Settled, post: Post): Promise<Things> {
  const person = company.people[post]
  const session = await signedInAs(ground, person, { team: company.teamId })
  const key = await aKeyOf(ground, person, { team: company.teamId, scopes: ['search'] })
  const [job] = await ground.admin<
    { id: string }[]
  >`select id from pgboss.job where data->>'teamId' = ${company.teamId} order by created_on limit 1`
  const stored = await ground.db.withTenant(teamId(company.teamId), (tx) => storedThings(tx, person, company.people.spare))
  return {
    sessionId: session.sessionHash,
    userId: company.people.spare,
    selfId: person,
    prefix: key.split('_')[1] ?? '',
    channelId: company.channels.open,
    jobId: job?.id ?? randomUUID(),
    erasureId: company.erasureId,
    ...stored,
    ...(post === 'owner' ? { exportId: company.exportId } : {}),
  }
}

async function storedThings(tx: TenantTx, person: string, invited: string) {
  const nowMs = Date.now()
  const [setId, itemId, evaluationId, exportId, clusterId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const inviteId = randomUUID()
  const invite = { inviteId, tokenHash: inviteId, userId: invited, role: 'member' as const, invitedBy: person }
  await invitesOf(tx).add({ ...invite, createdAtMs: nowMs, expiresAtMs: nowMs + 3_600_000 })
  const ownerId = asUserId(person)
  await evalSetsOf(tx).create({ setId, ownerId, name: 'a set', createdAtMs: nowMs }, [
    { itemId, query: 'xylograph', mustAbstain: false, filters: {}, judgments: [] },
  ])
  await evalRunsOf(tx).add({ runId: evaluationId, setId, ownerId, strategies: ['keyword'], createdAtMs: nowMs })
  await evalRunsOf(tx).endLost(setId, nowMs + 1, nowMs)
  await exportsOf(tx).add({
    exportId,
    requestedBy: person,
    scope: { parts: ['settings'], channelIds: null, person },
    format: 'jsonl',
    createdAtMs: nowMs,
  })
  await exportsOf(tx).start(exportId)
  await exportsOf(tx).fail({ exportId, attempt: 1 }, { reason: 'walked', atMs: nowMs })
  // the newest question is the one from the secret channel: its text labels the group
  const [answer] = await answersOf(tx).recent(1)
  const question = answer && (await questionsOf(tx).get(answer.questionId))
  if (!answer || !question?.text) throw new Error('nothing was answered')
  await clustersOf(tx).put({ clusterId, label: question.text, atMs: nowMs })
  await clustersOf(tx).assign([answer.questionId], clusterId)
  const questionId = randomUUID()
  const asked = { questionId, askerId: person, channelId: person, threadTs: null, text: 'xylograph?', dedupeKey: `walked:${questionId}` }
  await questionsOf(tx).add({ ...asked, surface: 'dashboard' })
  return { setId, itemId, evaluationId, exportId, clusterId, inviteId, answerId: answer.answerId, questionId }
}
