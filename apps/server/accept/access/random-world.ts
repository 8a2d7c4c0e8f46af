import { channelId, type MessageTs, messageTs, userId } from '@backscroll/core'
import fc from 'fast-check'

/** What may be known of a person. `stranger`: of nobody in this workspace. */
type PersonKind = 'member' | 'guest' | 'bot' | 'deleted' | 'stranger'

/** A workspace small enough that a search sees every message of it. */
export interface RandomWorld {
  people: PersonKind[]
  channels: {
    isPrivate: boolean
    /** `excluded` after its messages were indexed: their rows are still there. */
    policy: 'allowed' | 'excluded'
    /** Positions of people. */
    members: number[]
    messages: { words: string[]; author: number; isReply: boolean; holds: 'link' | 'code' | 'nothing' }[]
  }[]
}

/** Words that people use; every channel has a word of its own besides. */
export const VOCABULARY = ['deploy', 'invoice', 'outage', 'budget', 'login', 'parser', 'lunch', 'release', 'merger', 'salary']
export const canaryOf = (channel: number): string => `canary${channel}quetzal`
export const nameOf = (channel: number): string => `hushed-${channel}-room`
export const channelAt = (channel: number) => channelId(`C0${channel}ROOM`)
export const personAt = (person: number) => userId(`U0${person}PERSON`)
export const messageAt = (channel: number, message: number): MessageTs => messageTs(`${1_700_000_000 + channel * 1_000 + message}.000100`)

const word = fc.constantFrom(...VOCABULARY)

/** Worlds of up to eight people and seven channels with up to eight messages each. */
export const randomWorld: fc.Arbitrary<RandomWorld> = fc
  .array(fc.constantFrom<PersonKind>('member', 'member', 'member', 'guest', 'guest', 'bot', 'deleted', 'stranger'), {
    minLength: 3,
    maxLength: 8,
  })
  .chain((people) => {
    const person = fc.nat(people.length - 1)
    const message = fc.record({
      words: fc.array(word, { minLength: 1, maxLength: 5 }),
      author: person,
      isReply: fc.boolean(),
      holds: fc.constantFrom<'link' | 'code' | 'nothing'>('link', 'code', 'nothing', 'nothing'),
    })
    const channel = fc.record({
      isPrivate: fc.boolean(),
      policy: fc.constantFrom<'allowed' | 'excluded'>('allowed', 'allowed', 'allowed', 'excluded'),
      members: fc.uniqueArray(person, { maxLength: people.length }),
      messages: fc.array(message, { minLength: 1, maxLength: 8 }),
    })
    return fc.record({ people: fc.constant(people), channels: fc.array(channel, { minLength: 3, maxLength: 7 }) })
  })
