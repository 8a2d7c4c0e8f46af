import type { ClusterRow, Received } from '@backscroll/contracts'
import { channelId, messageTs } from '@backscroll/core'
import { clustersOf, placesOf, type Question, type QuestionCluster, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { permalink } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { plainQuestions, type Viewer, viewerOf } from './viewer.ts'

/** Groups that are told, and questions of each. */
const CLUSTERS = 100
const QUESTIONS = 5

/** Groups of questions without a good answer, the most asked first. */
export async function listClusters(
  ctx: Context,
  caller: Caller,
  { state }: Received<'listClusters'>['query'],
): Promise<{ data: ClusterRow[] }> {
  return ctx.db.withTenant(caller.teamId, async (tx) => {
    const clusters = await clustersOf(tx).list({ ...(state ? { states: state } : {}), limit: CLUSTERS })
    const questions = await clustersOf(tx).newestIn(
      clusters.map(({ clusterId }) => clusterId),
      QUESTIONS,
    )
    const viewer = await viewerOf(tx, caller, questions)
    const shown = await shownQuestions(tx, questions, viewer)
    const people = [...questions.map(({ askerId }) => askerId), ...clusters.flatMap(({ ownerId }) => ownerId ?? [])]
    const names = await usersOf(tx).names(people)
    const teamUrl = (await teamsOf(tx).get())?.url ?? ''
    const data = clusters.map((cluster): ClusterRow => {
      const own = shown.filter((question) => question.clusterId === cluster.clusterId)
      return {
        id: cluster.clusterId,
        label: labelOf(cluster, own),
        size: cluster.size,
        lastAt: iso(cluster.lastAtMs),
        state: cluster.state,
        owner: cluster.ownerId === null ? null : personNamed(names, cluster.ownerId),
        resolvedBy: resolvedBy(cluster, viewer, teamUrl),
        questions: own.map(({ questionId, plain, askerId, createdAtMs }) => ({
          id: questionId,
          text: plain,
          asker: personNamed(names, askerId),
          askedAt: iso(createdAtMs),
        })),
      }
    })
    return { data }
  })
}

type Shown = Question & { plain: string | null }

async function shownQuestions(tx: TenantTx, questions: readonly Question[], viewer: Viewer): Promise<Shown[]> {
  const places = await placesOf(
    tx,
    questions.map(({ questionId }) => questionId),
  )
  const plain = await plainQuestions(
    tx,
    questions.map(({ text }) => text),
  )
  return questions.map((question, at) => {
    const isMasked = viewer.isMasked({ ...question, sourceChannels: places.get(question.questionId)?.sourceChannels ?? [] })
    return { ...question, plain: isMasked ? null : (plain[at] ?? null) }
  })
}

/** A label is the words of one of its questions: told where that one may be read, else another one that may. */
function labelOf({ label }: QuestionCluster, own: readonly Shown[]): string | null {
  const isOwn = own.some(
    ({ text, standaloneText, plain }) => plain !== null && (text === label || standaloneText === label || plain === label),
  )
  return isOwn ? label : (own.find(({ plain }) => plain !== null)?.plain ?? null)
}

function resolvedBy({ resolvedBy: place }: QuestionCluster, { visible }: Viewer, teamUrl: string): ClusterRow['resolvedBy'] {
  if (!place) return null
  const mayRead = (visible as readonly string[]).includes(place.channelId)
  const target = { teamUrl, channelId: channelId(place.channelId), ts: messageTs(place.ts), threadTs: null }
  return { ...place, permalink: mayRead ? permalink(target) : null }
}
