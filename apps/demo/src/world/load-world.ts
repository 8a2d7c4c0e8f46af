import { readFileSync } from 'node:fs'
import type { MessageSeed, WorkspaceSeed } from '@backscroll/fake-slack'
import { buildWorkspace } from './build-workspace.ts'
import { calendarAt } from './calendar.ts'
import { communityChannel } from './community-channel.ts'
import { parseCommunity } from './community-file.ts'
import { fillDates } from './fill-dates.ts'
import { type DemoQuestions, type MessagePlace, parseQuestions } from './questions.ts'

const WORLD = new URL('../../world/', import.meta.url)
const COMMUNITY_STAFF = ['kenji', 'dan', 'ines', 'zoe', 'marcus', 'felix']

/** Everything that the demo's stand-in Slack is filled with. */
export interface DemoWorld {
  /** The company first, then the small second tenant. */
  workspaces: WorkspaceSeed[]
  questions: DemoQuestions
  /** Messages that their authors removed again; not part of the seeds, a demo can post and delete them live. */
  removed: { workspaceId: string; channelId: string; message: MessageSeed }[]
  /** A phrase that occurs only in the workspace with this id. */
  canary: { workspaceId: string; phrase: string }
}

/**
 * Reads the demo's world from `apps/demo/world`.
 * @param nowMs Any moment of the reference day (UTC). All messages lie in the 90 days before that day, and the same day
 *   gives the same world: pin the first start's day to keep every ts over restarts.
 * @throws WorldFileError naming file and line when a file of the world is wrong.
 */
export function loadDemoWorld(nowMs: number): DemoWorld {
  const calendar = calendarAt(nowMs)
  const company = buildWorkspace(new URL('yardwren/', WORLD), calendar)
  const tenant = buildWorkspace(new URL('kilnfold/', WORLD), calendar)
  const packed = parseCommunity('ubuntu-help.jsonl.gz', readFileSync(new URL('community/ubuntu-help.jsonl.gz', WORLD)))
  const staffIds = COMMUNITY_STAFF.flatMap((handle) => company.userIds.get(handle) ?? [])
  const community = communityChannel(packed, staffIds, calendar)
  company.seed.channels.push(community.channel)
  company.seed.users.push(...community.users)

  const labels = new Map<string, MessagePlace>()
  for (const { seed, labels: found } of company.channels) for (const [name, ts] of found) labels.set(name, { channelId: seed.id, ts })
  const questions = parseQuestions('questions.json', readFileSync(new URL('questions.json', WORLD), 'utf8'), {
    label: (name) => labels.get(name),
    community: (id) => {
      const ts = community.sources.get(id)
      return ts === undefined ? undefined : { channelId: community.channel.id, ts }
    },
    userId: (handle) => company.userIds.get(handle),
    fillDates: (text) => fillDates(text, calendar),
  })
  const removed = [company, tenant].flatMap(({ seed, channels }) =>
    channels.flatMap((channel) => channel.removed.map((message) => ({ workspaceId: seed.id, channelId: channel.seed.id, message }))),
  )
  return {
    workspaces: [company.seed, tenant.seed],
    questions,
    removed,
    canary: { workspaceId: tenant.seed.id, phrase: tenant.canary ?? '' },
  }
}
