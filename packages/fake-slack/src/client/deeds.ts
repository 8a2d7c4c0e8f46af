import { z } from 'zod'
import type { Actor, Outcome } from '../contract.ts'
import { SlackRefusal } from '../refusal.ts'
import { channelAddress } from './address.ts'
import { outcomeText, refusalText } from './refusal-text.ts'
import { runSlash } from './slash.ts'
import type { Viewer } from './viewer.ts'

const words = z.string().max(50_000)
const field = words.default('')
const given = z.union([words, z.array(words)])

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
  /** What was chosen in a menu or typed into an input; `value` is that of a button. */
  given: given.optional(),
  /** All inputs of a form, by `block_id/action_id`. */
  form: z.record(z.string(), given).default({}),
})

type Fields = z.infer<typeof deedFields>

/** What the browser shows: nothing, a message, or another page. */
interface DeedResult {
  readonly ok: boolean
  readonly message: string
  readonly location?: string
  /** The message that was posted. */
  readonly ts?: string
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

/** What an app did with it; what it did not take, in words. */
const told =
  (tell: (as: Actor, fields: Fields) => Promise<Outcome>): Deed =>
  async (viewer, fields) => {
    const { ok, error } = await tell(actor(viewer), fields)
    return ok ? done : { ok, message: outcomeText(error ?? '') }
  }

const chosen = ({ given: content, value }: Fields) => content ?? value

const post: Deed = (viewer, { channel, text, thread }) => ({
  ...done,
  ts: actor(viewer).post(channel, text, thread ? { threadTs: thread } : {}).ts,
})

const closeView: Deed = async (viewer, { value }) => {
  await actor(viewer).closeView(value === 'all' ? 'all' : 'top')
  return done
}

const deeds: ReadonlyMap<string, Deed> = new Map([
  ['post', post],
  ['edit', simple((as, { channel, ts, text }) => as.edit(channel, ts, text))],
  ['delete', simple((as, { channel, ts }) => as.remove(channel, ts))],
  ['react', simple((as, { channel, ts, name }) => as.react(channel, ts, name))],
  ['unreact', simple((as, { channel, ts, name }) => as.unreact(channel, ts, name))],
  ['join', join],
  ['openDm', openDm],
  ['press', told((as, fields) => as.press(fields.channel, fields.ts, fields.actionId, chosen(fields)))],
  ['pressInView', told((as, fields) => as.pressInView(fields.actionId, chosen(fields)))],
  ['pressInHome', told((as, fields) => as.pressInHome(fields.target, fields.actionId, chosen(fields)))],
  ['shortcut', told((as, { channel, ts, name }) => as.shortcut(channel, ts, name))],
  ['globalShortcut', told((as, { name }) => as.globalShortcut(name))],
  ['submit', told((as, { form }) => as.submit(form))],
  ['closeView', closeView],
  ['stopStream', simple((as, { channel, ts }) => as.stopStream(channel, ts))],
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
