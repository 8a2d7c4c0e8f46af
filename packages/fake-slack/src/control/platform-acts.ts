import { z } from 'zod'
import type { FakeSlack } from '../contract.ts'
import type { Platform } from '../platform.ts'
import { MESSAGE, USER } from './seed-schema.ts'

const text = z.string()
const at = { channel: text, ts: text }

/** What can be told to happen over HTTP; the arguments have the names of the parameters of `Platform`. */
const DEED = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('unfurl'), ...at, attachments: z.array(z.record(text, z.unknown())) }),
  z.object({ verb: z.enum(['countReplies', 'denyAccess', 'expireStream']), ...at }),
  z.object({
    verb: z.literal('notice'),
    channel: text,
    text,
    subtype: text.optional(),
    user: text.optional(),
    botId: text.optional(),
    username: text.optional(),
    threadTs: text.optional(),
    attachments: z.array(z.unknown()).optional(),
    details: z.record(text, z.unknown()).optional(),
  }),
  z.object({
    verb: z.literal('rewriteHistory'),
    channel: text,
    remove: z.array(text).optional(),
    edit: z.array(z.object({ ts: text, text })).optional(),
    add: z.array(MESSAGE).optional(),
  }),
  z.object({ verb: z.literal('changeUser'), team: text, user: text, change: USER.omit({ id: true, isBot: true }).partial() }),
  z.object({ verb: z.literal('addUser'), team: text, user: USER }),
  z.object({ verb: z.literal('renameTeam'), team: text, name: text }),
  z.object({ verb: z.literal('changeDomain'), team: text, domain: text }),
])

/** Lets something happen. @returns what the Platform returns, or an empty object. */
export function happen({ platform }: FakeSlack, body: unknown): unknown {
  const deed = DEED.parse(body)
  switch (deed.verb) {
    case 'unfurl':
      platform.unfurl(deed.channel, deed.ts, deed.attachments)
      return {}
    case 'countReplies':
    case 'denyAccess':
    case 'expireStream':
      platform[deed.verb](deed.channel, deed.ts)
      return {}
    case 'notice': {
      const { verb: _verb, channel, ...draft } = deed
      return platform.notice(channel, draft as Parameters<Platform['notice']>[1])
    }
    case 'rewriteHistory': {
      const { verb: _verb, channel, ...rewrite } = deed
      platform.rewriteHistory(channel, rewrite as Parameters<Platform['rewriteHistory']>[1])
      return {}
    }
    case 'changeUser':
      platform.changeUser(deed.team, deed.user, deed.change as Parameters<Platform['changeUser']>[2])
      return {}
    case 'addUser':
      platform.addUser(deed.team, deed.user as Parameters<Platform['addUser']>[1])
      return {}
    case 'renameTeam':
      platform.renameTeam(deed.team, deed.name)
      return {}
    case 'changeDomain':
      platform.changeDomain(deed.team, deed.domain)
      return {}
  }
}
