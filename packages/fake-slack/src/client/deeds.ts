import { z } from 'zod'
import type { Actor } from '../contract.ts'
import { SlackRefusal } from '../refusal.ts'
import { channelAddress } from './address.ts'
import { refusalText } from './refusal-text.ts'
import { runSlash } from './slash.ts'
import type { Viewer } from './viewer.ts'

const field = z.string().max(50_000).default('')

/** What the browser sends with every deed; a deed reads the fields it needs. */
export const deedFields = z.object({
  as: z.string(),
  channel: field,
  ts: field,
  text: field,
  thread: field,
  name: field,
  target: field,
  actionId: field,
  value: field,
})

type Fields = z.infer<typeof deedFields>

/** What the browser shows: nothing, a message, or another page. */
interface DeedResult {
  readonly ok: boolean
  readonly message: string
  readonly location?: string
}

const done: DeedResult = { ok: true, message: '' }

type Deed = (viewer: Viewer, fields: Fields) => DeedResult | Promise<DeedResult>

const actor = ({ slack, workspace, user }: Viewer) => slack.as(workspace.id, user.id)

const simple =
  (act: (as: Actor, fields: Fields) => unknown): Deed =>
  (viewer, fields) => {
    act(actor(viewer), fields)
    return done
  }

const join: Deed = (viewer, { channel }) => {
  actor(viewer).join(channel)
  return { ...done, location: channelAddress(viewer, channel) }
}

const openDm: Deed = (viewer, { target }) => ({ ...done, location: channelAddress(viewer, actor(viewer).openDm(target).id) })

const press: Deed = async (viewer, { channel, ts, actionId, value }) => {
  const { ok, error } = await actor(viewer).press(channel, ts, actionId, value)
  return ok ? done : { ok, message: `The app did not take this: ${error ?? 'unknown error'}.` }
}

const deeds: ReadonlyMap<string, Deed> = new Map([
  ['post', simple((as, { channel, text, thread }) => as.post(channel, text, thread ? { threadTs: thread } : {}))],
  ['edit', simple((as, { channel, ts, text }) => as.edit(channel, ts, text))],
  ['delete', simple((as, { channel, ts }) => as.remove(channel, ts))],
  ['react', simple((as, { channel, ts, name }) => as.react(channel, ts, name))],
  ['unreact', simple((as, { channel, ts, name }) => as.unreact(channel, ts, name))],
  ['join', join],
  ['openDm', openDm],
  ['press', press],
  ['slash', (viewer, { channel, text }) => runSlash(viewer, channel, text)],
])

/** Does one thing as the viewer; what Slack refuses comes back as a message for people. Null for a deed that does not exist. */
export const doDeed = async (viewer: Viewer, verb: string, fields: Fields): Promise<DeedResult | null> => {
  const deed = deeds.get(verb)
  if (!deed) return null
  try {
    return (await deed(viewer, fields)) ?? done
  } catch (error) {
    if (error instanceof SlackRefusal) return { ok: false, message: refusalText(error.message) }
    throw error
  }
}
