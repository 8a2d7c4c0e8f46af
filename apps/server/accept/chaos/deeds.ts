import { type Actor, type FakeSlack, SlackRefusal, type StoredChannel, type StoredMessage } from '@backscroll/fake-slack'
import fc from 'fast-check'
import { share } from './share.ts'

const KINDS = {
  post: 40,
  reply: 14,
  broadcast: 3,
  edit: 16,
  remove: 9,
  react: 6,
  leave: 3,
  join: 3,
  kick: 1,
  invite: 3,
  rename: 1,
  topic: 1,
  archive: 1,
  unarchive: 2,
  create: 0.3,
  hide: 0.1,
  'app-in': 0.2,
  'app-out': 0.1,
} as const
type Kind = keyof typeof KINDS
/** Of one team, at most: a run of any length reads every one of them again at its end. */
const CHANNELS = 12

/** One random deed, not yet bound to anything that exists: `where`, `who` and `what` are shares of the lists they pick from. */
export interface Deed {
  kind: Kind
  team: number
  where: number
  who: number
  what: number
  words: string
}

const WORDS = [
  'ship',
  'launch',
  'freeze',
  'billing',
  'harbour',
  'quasar',
  'invoice',
  'staging',
  'deploy',
  'owner',
  'plan',
  '<b>',
  '&',
  '`x`',
]
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.oneof(
    ...(Object.entries(KINDS) as [Kind, number][]).map(([kind, weight]) => ({ weight: weight * 10, arbitrary: fc.constant(kind) })),
  ),
  team: share,
  where: share,
  who: share,
  what: share,
  words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 }).map((words) => words.join(' ')),
})

/** So many deeds from one seed. */
export const deeds = (count: number, seed: number): Deed[] => fc.sample(deed, { numRuns: count, seed })

const pick = <Item>(list: readonly Item[], at: number): Item | undefined => list[Math.floor(at * list.length)]

/** Where deeds happen. */
export interface Stage {
  slack: FakeSlack
  teams: readonly string[]
  /** The app's user in a team. */
  botOf(team: string): string
}

/** Does a deed in the stand-in as a person would. What Slack refuses has not happened. @returns whether it happened. */
export function perform(stage: Stage, deed: Deed, serial: number): boolean {
  const team = pick(stage.teams, deed.team) ?? ''
  const people = stage.slack.world.users(team).filter((user) => !user.isBot && !user.deleted)
  const channel = pick(places(stage, team, deed.kind), deed.where)
  if (!channel) return false
  const inside = people.filter(({ id }) => channel.members.includes(id))
  const outside = people.filter(({ id }) => !channel.members.includes(id))
  const person = pick(deed.kind === 'join' ? outside : inside, deed.who)
  const other = pick(deed.kind === 'invite' ? outside : inside, deed.what)
  if (!person || !other) return false
  try {
    ACTS[deed.kind]({
      stage,
      team,
      serial,
      person: stage.slack.as(team, person.id),
      channelId: channel.id,
      otherId: other.id,
      what: deed.what,
      words: `${deed.words} ${serial}`,
    })
    return true
  } catch (error) {
    if (error instanceof SlackRefusal) return false
    throw error
  }
}

/** Where a deed of some kind makes sense. However long a run is, a team keeps a dozen channels, most of them open and half of them public. */
function places(stage: Stage, team: string, kind: Kind): StoredChannel[] {
  const { world } = stage.slack
  const bot = stage.botOf(team)
  const all = world.channels(team).filter((channel) => channel.kind === 'channel')
  const open = all.filter(({ isArchived }) => !isArchived)
  const withApp = (isIn: boolean) => open.filter(({ id }) => world.isMember(id, bot) === isIn)
  switch (kind) {
    case 'unarchive':
      return all.filter(({ isArchived }) => isArchived)
    case 'archive':
      return open.length * 3 > all.length * 2 ? open : []
    case 'create':
      return all.length < CHANNELS ? open : []
    case 'hide':
      return all.filter(({ isPrivate }) => isPrivate).length * 2 < all.length ? open.filter(({ isPrivate }) => !isPrivate) : []
    case 'app-in':
      return withApp(false)
    case 'app-out':
      return withApp(true)
    // an empty private channel is closed to everybody for good
    case 'leave':
    case 'kick':
      return open.filter(({ members }) => members.length > 3)
    default:
      return open
  }
}

interface Scene {
  stage: Stage
  team: string
  serial: number
  person: Actor
  channelId: string
  otherId: string
  what: number
  words: string
}

/** What each kind of deed is; one without its act does not compile. */
const ACTS: { [K in Kind]: (scene: Scene) => unknown } = {
  post: ({ person, channelId, words }) => person.post(channelId, words),
  reply: (scene) => answer(scene, {}),
  broadcast: (scene) => answer(scene, { broadcast: true }),
  edit: (scene) => {
    const target = own(scene)
    return target?.author.edit(scene.channelId, target.ts, scene.words)
  },
  remove: (scene) => {
    const target = own(scene)
    return target?.author.remove(scene.channelId, target.ts)
  },
  react: ({ stage, person, channelId, what }) => {
    const target = pick(recent(stage.slack, channelId), what)
    return target && person.react(channelId, target.ts, 'eyes')
  },
  join: ({ person, channelId }) => person.join(channelId),
  leave: ({ person, channelId }) => person.leave(channelId),
  kick: ({ person, channelId, otherId }) => person.kick(channelId, otherId),
  invite: ({ person, channelId, otherId }) => person.invite(channelId, otherId),
  rename: ({ person, channelId, serial }) => person.rename(channelId, `room-${serial}`),
  topic: ({ person, channelId, serial }) => person.setTopic(channelId, `topic ${serial}`),
  archive: ({ person, channelId }) => person.archive(channelId),
  unarchive: ({ person, channelId }) => person.unarchive(channelId),
  create: ({ person, serial }) => person.createChannel(`new-${serial}`),
  hide: ({ person, channelId }) => person.makePrivate(channelId),
  'app-in': ({ stage, person, team, channelId }) => person.invite(channelId, stage.botOf(team)),
  'app-out': ({ stage, person, team, channelId }) => person.kick(channelId, stage.botOf(team)),
}

/** A reply in the thread of something recent. */
function answer({ stage, person, channelId, what, words }: Scene, more: { broadcast?: boolean }): void {
  const root = pick(recent(stage.slack, channelId), what)
  if (root) person.post(channelId, words, { threadTs: root.threadTs ?? root.ts, ...more })
}

/** Something recent with whoever wrote it: nobody else may change it. */
function own({ stage, team, channelId, what }: Scene): { author: Actor; ts: string } | undefined {
  const isInside = ({ user }: StoredMessage) => user !== null && stage.slack.world.isMember(channelId, user)
  const target = pick(everything(stage.slack, channelId).filter(isInside), what)
  return target?.user ? { author: stage.slack.as(team, target.user), ts: target.ts } : undefined
}

const isSaid = (message: StoredMessage): boolean => message.subtype === null || message.subtype === 'thread_broadcast'

/** What people still talk about: the newest lines of the channel. */
const recent = (slack: FakeSlack, channelId: string): StoredMessage[] => slack.world.history(channelId).slice(-60).filter(isSaid)

/** The newest lines and the threads under them. */
const everything = (slack: FakeSlack, channelId: string): StoredMessage[] =>
  recent(slack, channelId).flatMap((message) => {
    const thread = slack.world.thread(channelId, message.ts).filter((reply) => reply.ts !== message.ts && isSaid(reply))
    return [message, ...thread.slice(-5)]
  })
