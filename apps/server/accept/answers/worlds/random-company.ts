import type { UserSeed, WorkspaceSeed } from '@backscroll/fake-slack'
import fc from 'fast-check'

type PersonKind = 'member' | 'guest'

/** Something that is said about a subject in a channel. */
interface Remark {
  /** Position of the subject. */
  subject: number
  author: number
  /** `reply`: the subject stands in the root alone. `edited`: it said something else before. `deleted`: it is gone when questions are asked. */
  kind: 'plain' | 'reply' | 'edited' | 'deleted'
}

/** A workspace small enough that every reader can be asked about every subject. */
export interface RandomCompany {
  people: PersonKind[]
  channels: {
    isPrivate: boolean
    /** Whether an admin has allowed it. */
    policy: 'allowed' | 'shut'
    /** Positions of people; one at least. */
    members: number[]
    remarks: Remark[]
    /** Somebody who leaves before questions are asked. */
    leaver: number | null
  }[]
}

/** What is talked about everywhere: the same in every channel, so that what is hidden would be the best find. */
export const SUBJECTS = ['pelican turbine', 'harbour lantern', 'copper orchard', 'velvet compass']

export const companyAt = (world: number): string => `T0WORLD${world}`
export const channelAt = (world: number, channel: number): string => `C0W${world}C${channel}`
export const personAt = (world: number, person: number): string => `U0W${world}P${person}`
/** The word that only this channel knows. It tells where it was learned. */
export const canaryOf = (world: number, channel: number): string => `quetzalw${world}c${channel}`
/** Names of channels that are allowed begin with `open-`. */
export const nameOf = (world: number, channel: number, policy: 'allowed' | 'shut'): string =>
  `${policy === 'shut' ? 'shut' : 'open'}-w${world}c${channel}-parlour`

/** Workspaces of up to six people and six channels; the first person is a full member. */
export const randomCompany: fc.Arbitrary<RandomCompany> = fc
  .array(fc.constantFrom<PersonKind>('member', 'member', 'guest'), { minLength: 2, maxLength: 5 })
  .chain((others) => {
    const people: PersonKind[] = ['member', ...others]
    const person = fc.nat(people.length - 1)
    const remark = fc.record({
      subject: fc.nat(SUBJECTS.length - 1),
      author: person,
      kind: fc.constantFrom<Remark['kind']>('plain', 'plain', 'reply', 'edited', 'deleted'),
    })
    const channel = fc.record({
      isPrivate: fc.boolean(),
      policy: fc.constantFrom<'allowed' | 'shut'>('allowed', 'allowed', 'allowed', 'allowed', 'shut'),
      members: fc.uniqueArray(person, { minLength: 1, maxLength: people.length }),
      remarks: fc.array(remark, { minLength: 1, maxLength: 5 }),
      leaver: fc.option(person, { freq: 3 }),
    })
    return fc.record({ people: fc.constant(people), channels: fc.array(channel, { minLength: 3, maxLength: 6 }) })
  })

/** When a remark is made: some days ago, each channel at times of its own. */
const tsOf = (nowMs: number, channel: number, remark: number, part: number): string =>
  `${Math.floor(nowMs / 1_000) - (channel * 7 + remark + 1) * 86_400 + part * 60}.000${100 + remark}`

/** The workspace as the stand-in takes it. */
export function workspaceOf(world: number, { people, channels }: RandomCompany, nowMs: number): WorkspaceSeed {
  return {
    id: companyAt(world),
    domain: `world${world}`,
    name: `World ${world}`,
    users: people.map((kind, at): UserSeed => {
      const isFirst = at === 0
      return {
        id: personAt(world, at),
        name: `w${world}p${at}`,
        realName: `Person ${at}`,
        isGuest: kind === 'guest',
        isOwner: isFirst,
        isAdmin: isFirst,
      }
    }),
    channels: channels.map(({ isPrivate, policy, members, remarks }, channel) => ({
      id: channelAt(world, channel),
      name: nameOf(world, channel, policy),
      isPrivate,
      members: members.map((at) => personAt(world, at)),
      messages: remarks.flatMap((remark, at) => {
        const user = personAt(world, members[remark.author % members.length] ?? 0)
        const [root, reply] = [tsOf(nowMs, channel, at, 0), tsOf(nowMs, channel, at, 1)]
        const text = textOf(world, channel, remark)
        if (remark.kind !== 'reply') return [{ ts: root, user, text }]
        return [
          { ts: root, user, text: `What do we use for the ${SUBJECTS[remark.subject]}?` },
          { ts: reply, user, threadTs: root, text },
        ]
      }),
    })),
  }
}

/** What will have been changed or deleted by the time of the questions says so. */
function textOf(world: number, channel: number, { subject, kind }: Remark): string {
  const canary = canaryOf(world, channel)
  switch (kind) {
    case 'reply':
      return `We took ${canary} for that, and it works.`
    case 'edited':
      return `For the ${SUBJECTS[subject]} we use ${canary}old since spring.`
    case 'deleted':
      return `The ${SUBJECTS[subject]} needs ${canary}gone by all means.`
    case 'plain':
      return `For the ${SUBJECTS[subject]} we use ${canary} since spring.`
  }
}

/** A message of a channel that is changed live: its place, who wrote it, and its new text, or null when it is deleted. */
export function changesIn(world: number, { channels }: RandomCompany, nowMs: number) {
  return channels.flatMap(({ members, remarks }, channel) =>
    remarks.flatMap((remark, at) => {
      if (remark.kind !== 'edited' && remark.kind !== 'deleted') return []
      const user = personAt(world, members[remark.author % members.length] ?? 0)
      const text = remark.kind === 'edited' ? textOf(world, channel, { ...remark, kind: 'plain' }) : null
      return [{ channelId: channelAt(world, channel), ts: tsOf(nowMs, channel, at, 0), user, text }]
    }),
  )
}
