import { z } from 'zod'
import type { Actor, FakeSlack } from '../contract.ts'
import { APP_ACT, performWithApp } from './app-acts.ts'

const text = z.string()

/** What a person can be told to do over HTTP; the arguments have the names of the Actor's parameters. */
const ACT = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('post'),
    channel: text,
    text,
    threadTs: text.optional(),
    broadcast: z.boolean().optional(),
    ts: text.optional(),
    files: z.array(z.unknown()).optional(),
  }),
  z.object({ verb: z.literal('edit'), channel: text, ts: text, text }),
  z.object({ verb: z.literal('me'), channel: text, text }),
  z.object({ verb: z.enum(['pin', 'unpin']), channel: text, ts: text }),
  z.object({ verb: z.literal('remove'), channel: text, ts: text }),
  z.object({ verb: z.literal('react'), channel: text, ts: text, name: text }),
  z.object({ verb: z.literal('unreact'), channel: text, ts: text, name: text }),
  z.object({ verb: z.literal('createChannel'), name: text, private: z.boolean().optional(), id: text.optional() }),
  z.object({
    verb: z.enum(['join', 'leave', 'archive', 'unarchive', 'makePrivate', 'makePublic', 'deleteChannel', 'ephemerals', 'history']),
    channel: text,
  }),
  z.object({ verb: z.enum(['invite', 'kick']), channel: text, user: text }),
  z.object({ verb: z.literal('rename'), channel: text, name: text }),
  z.object({ verb: z.literal('setTopic'), channel: text, topic: text }),
  z.object({ verb: z.literal('setPurpose'), channel: text, purpose: text }),
  z.object({ verb: z.enum(['share', 'unshare']), channel: text, team: text }),
  z.object({ verb: z.literal('openDm'), user: text }),
  z.object({ verb: z.literal('thread'), channel: text, threadTs: text }),
  z.object({ verb: z.literal('channels') }),
])

/** Who acts, and what. */
export const ACT_BODY = z.object({ team: text, as: text, act: z.union([ACT, APP_ACT]) })

type Act = z.infer<typeof ACT_BODY>['act']

function perform(actor: Actor, act: Act): unknown {
  switch (act.verb) {
    case 'post': {
      const { verb: _verb, channel, text: words, ...options } = act
      return actor.post(channel, words, options as Parameters<Actor['post']>[2])
    }
    case 'edit':
      return actor.edit(act.channel, act.ts, act.text)
    case 'remove':
      return actor.remove(act.channel, act.ts)
    case 'react':
    case 'unreact':
      return actor[act.verb](act.channel, act.ts, act.name)
    case 'createChannel':
      return actor.createChannel(act.name, { private: act.private ?? false, ...(act.id ? { id: act.id } : {}) })
    case 'join':
    case 'leave':
    case 'archive':
    case 'unarchive':
    case 'makePrivate':
    case 'makePublic':
    case 'deleteChannel':
    case 'ephemerals':
    case 'history':
      return actor[act.verb](act.channel)
    case 'invite':
    case 'kick':
      return actor[act.verb](act.channel, act.user)
    case 'rename':
      return actor.rename(act.channel, act.name)
    case 'setTopic':
      return actor.setTopic(act.channel, act.topic)
    case 'me':
      return actor.me(act.channel, act.text)
    case 'pin':
    case 'unpin':
      return actor[act.verb](act.channel, act.ts)
    case 'setPurpose':
      return actor.setPurpose(act.channel, act.purpose)
    case 'share':
    case 'unshare':
      return actor[act.verb](act.channel, act.team)
    case 'openDm':
      return actor.openDm(act.user)
    case 'thread':
      return actor.thread(act.channel, act.threadTs)
    case 'channels':
      return actor.channels()
    default:
      return performWithApp(actor, act)
  }
}

/** Lets a person act. @returns what the Actor returns, or an empty object. */
export async function actAs(slack: FakeSlack, body: z.infer<typeof ACT_BODY>): Promise<unknown> {
  return (await perform(slack.as(body.team, body.as), body.act)) ?? {}
}
