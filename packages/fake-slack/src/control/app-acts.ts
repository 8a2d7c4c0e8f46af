import { z } from 'zod'
import type { Actor } from '../contract.ts'

const text = z.string()
const chosen = z.union([text, z.array(text)]).optional()
const given = z.union([text, z.array(text), z.null()])

/** What a person can be told to do with apps over HTTP; the arguments have the names of the Actor's parameters. */
export const APP_ACT = z.discriminatedUnion('verb', [
  z.object({ verb: z.enum(['openHome', 'openMessagesTab']), user: text }),
  z.object({ verb: z.literal('lookAt'), user: text, channel: text }),
  z.object({ verb: z.literal('slash'), channel: text, command: text, text, escaped: z.boolean().optional() }),
  z.object({ verb: z.literal('press'), channel: text, ts: text, actionId: text, value: chosen }),
  z.object({ verb: z.literal('fill'), channel: text, ts: text, actionId: text, value: given }),
  z.object({ verb: z.literal('shortcut'), channel: text, ts: text, callbackId: text }),
  z.object({ verb: z.literal('globalShortcut'), callbackId: text }),
  z.object({ verb: z.literal('view') }),
  z.object({ verb: z.literal('submit'), values: z.record(text, given).optional() }),
  z.object({ verb: z.literal('closeView'), reach: z.enum(['top', 'all']).optional() }),
  z.object({ verb: z.literal('pressInView'), actionId: text, value: chosen }),
  z.object({ verb: z.literal('pressInHome'), user: text, actionId: text, value: chosen }),
  z.object({ verb: z.literal('stopStream'), channel: text, ts: text }),
  z.object({ verb: z.literal('prompts'), channel: text, threadTs: text.optional() }),
])

type AppAct = z.infer<typeof APP_ACT>

/** Lets a person do something with an app. @returns what the Actor returns. */
export function performWithApp(actor: Actor, act: AppAct): unknown {
  switch (act.verb) {
    case 'openHome':
    case 'openMessagesTab':
      return actor[act.verb](act.user)
    case 'lookAt':
      return actor.lookAt(act.user, act.channel)
    case 'slash':
      return actor.slash(act.channel, act.command, act.text, { escaped: act.escaped ?? true })
    case 'press':
      return actor.press(act.channel, act.ts, act.actionId, act.value)
    case 'fill':
      return actor.fill(act.channel, act.ts, act.actionId, act.value)
    case 'shortcut':
      return actor.shortcut(act.channel, act.ts, act.callbackId)
    case 'globalShortcut':
      return actor.globalShortcut(act.callbackId)
    case 'view':
      return { open: actor.view() }
    case 'submit':
      return actor.submit(act.values)
    case 'closeView':
      return actor.closeView(act.reach)
    case 'pressInView':
      return actor.pressInView(act.actionId, act.value)
    case 'pressInHome':
      return actor.pressInHome(act.user, act.actionId, act.value)
    case 'stopStream':
      return actor.stopStream(act.channel, act.ts)
    case 'prompts':
      return actor.prompts(act.channel, act.threadTs)
  }
}
