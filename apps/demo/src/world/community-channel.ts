import { createHash } from 'node:crypto'
import type { ChannelSeed, MessageSeed, UserSeed } from '@backscroll/fake-slack'
import type { Calendar } from './calendar.ts'
import type { CommunityFile } from './community-file.ts'
import { communityText } from './community-text.ts'

const TOPIC =
  'Real chat, CC-BY-4.0: Kummerfeld et al., A Large-Scale Corpus for Conversation Disentanglement, ACL 2019. Names are pseudonyms, times moved, text changed. See ATTRIBUTION.md'

/** The channel of real chat and its people. */
export interface CommunityChannel {
  channel: ChannelSeed
  users: UserSeed[]
  /** ts by `stretch/line` of the original data. */
  sources: Map<string, string>
}

/** The same nick always gets the same id. */
function communityUserId(nick: string): string {
  const number = BigInt(`0x${createHash('sha256').update(`ubuntu-help/${nick}`).digest('hex').slice(0, 12)}`)
  return `U0C${number.toString(36).toUpperCase().padStart(10, '0').slice(-9)}`
}

function seedMember(nick: string, isBot: boolean): UserSeed {
  const id = communityUserId(nick)
  return { id, name: nick, realName: nick, displayName: nick, title: isBot ? 'Community bot' : 'Community member', tz: 'Etc/UTC', isBot }
}

/**
 * Builds `#ubuntu-help` from the packed chat. Times keep their order; the row number is the fraction, so each ts is unique.
 * @param staffIds Staff of the company who are members as well.
 */
export function communityChannel({ header, rows }: CommunityFile, staffIds: readonly string[], calendar: Calendar): CommunityChannel {
  const start = calendar.plainDaysAgoMs(header.windowDays) / 1000
  const bots = new Set(header.bots)
  const users = header.users.map((nick) => seedMember(nick, bots.has(nick)))
  const ids = new Map(users.map((user) => [user.name, user.id]))
  const tsOf = (row: number) => `${start + (rows[row]?.s ?? 0)}.${String(row).padStart(6, '0')}`
  const messages = rows.map(({ u, x, r }, index): MessageSeed => {
    const text = communityText(x, (nick) => ids.get(nick))
    return { ts: tsOf(index), user: users[u]?.id ?? '', text, ...(r === undefined ? {} : { threadTs: tsOf(r) }) }
  })
  const channel: ChannelSeed = {
    id: 'C0YWUBUNTU',
    name: 'ubuntu-help',
    isPrivate: false,
    topic: TOPIC,
    purpose: 'Community help for Ubuntu, kept here as a large channel of real conversations.',
    ...(staffIds[0] ? { creator: staffIds[0] } : {}),
    members: [...staffIds, ...users.map(({ id }) => id)],
    messages,
  }
  const sources = new Map(rows.map(({ k, l }, index) => [`${header.stretches[k]}/${l}`, tsOf(index)]))
  return { channel, users, sources }
}
