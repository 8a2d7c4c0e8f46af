import type { WorkspaceSeed } from '@backscroll/fake-slack'
import fc from 'fast-check'

/** What a random workspace is made of. */
interface Plan {
  people: number
  publicChannels: number
  privateChannels: number
  history: number
}

const plan = fc.record({
  people: fc.integer({ min: 4, max: 12 }),
  publicChannels: fc.integer({ min: 2, max: 6 }),
  privateChannels: fc.integer({ min: 1, max: 3 }),
  history: fc.integer({ min: 0, max: 120 }),
})

/** So many random workspaces from one seed, each with people, channels of both kinds and some history from before the install. */
export function companies(count: number, seed: number, nowMs: number): WorkspaceSeed[] {
  return fc.sample(plan, { numRuns: count, seed }).map((drawn, index) => company(index, drawn, nowMs))
}

function company(index: number, { people, publicChannels, privateChannels, history }: Plan, nowMs: number): WorkspaceSeed {
  const key = String.fromCharCode(65 + index)
  const users = Array.from({ length: people }, (_, at) => ({
    id: `U0${key}${at}X`,
    name: `person${key.toLowerCase()}${at}`,
    realName: `Person ${key} ${at}`,
    ...(at === 0 ? { isOwner: true, isAdmin: true } : {}),
    ...(at === 1 ? { isGuest: true } : {}),
  }))
  const members = users.map(({ id }) => id)
  const channels = Array.from({ length: publicChannels + privateChannels }, (_, at) => ({
    id: `C0${key}${at}X`,
    name: `room-${key.toLowerCase()}-${at}`,
    isPrivate: at >= publicChannels,
    isGeneral: at === 0,
    members,
    messages: Array.from({ length: history }, (__, line) => ({
      ts: `${Math.floor(nowMs / 1_000) - 86_400 + line * 60}.${String(at + 1).padStart(6, '0')}`,
      user: members[line % members.length] ?? '',
      text: `Old line ${line} of room ${at} in company ${key}`,
    })),
  }))
  return { id: `T0CHAOS${key}`, domain: `chaos-${key.toLowerCase()}`, name: `Chaos ${key}`, users, channels }
}
