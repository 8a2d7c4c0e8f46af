import { addToLog } from './channel-log.ts'
import { addChannel, addUser, emptyState, type State } from './state.ts'

interface Saved {
  mintPosition: number
  plain: Pick<State, 'installations'>
  workspaces: [string, never][]
  users: Parameters<typeof addUser>[1][]
  apps: [string, never][]
  tokens: [string, never][]
  codes: [string, never][]
  tickets: [string, never][]
  homes: [string, never][]
  // what follows is absent in older snapshots
  triggers?: [string, never][]
  views?: [string, never][]
  viewStacks?: [string, never][]
  contexts?: [string, never][]
  userGroups?: [string, never][]
  channels: {
    channel: Parameters<typeof addChannel>[1]
    messages: Parameters<typeof addToLog>[1][]
    ephemerals: [string, never][]
    lastRead: [string, never][]
    lastMicros: number
    surfaces?: Record<(typeof SURFACES)[number], [string, never][]>
  }[]
}

/** The maps of a channel that hold what apps show beside its messages. */
const SURFACES = ['statuses', 'prompts', 'titles', 'streams', 'inputs', 'feedback'] as const

/** The whole world as JSON text, with the place where the generator of ids stands, so that none repeats after a restore. */
export function toSnapshot(state: State, mintPosition: number): string {
  return JSON.stringify({
    mintPosition,
    plain: { installations: state.installations },
    workspaces: [...state.workspaces],
    users: [...state.users.values()],
    apps: [...state.apps],
    tokens: [...state.tokens],
    codes: [...state.codes],
    tickets: [...state.tickets],
    homes: [...state.homes],
    triggers: [...state.triggers],
    views: [...state.views],
    viewStacks: [...state.viewStacks],
    contexts: [...state.contexts],
    userGroups: [...state.userGroups],
    channels: [...state.channels.values()].map((record) => ({
      channel: record.channel,
      messages: [...record.log.byTs.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1)),
      ephemerals: [...record.ephemerals],
      surfaces: Object.fromEntries(SURFACES.map((name) => [name, [...record[name]]])),
      lastRead: [...record.lastRead],
      lastMicros: record.lastMicros,
    })),
  })
}

/** The world that `toSnapshot` wrote. Throws on other text. */
export function fromSnapshot(text: string): { state: State; mintPosition: number } {
  const saved = JSON.parse(text) as Saved
  const state = emptyState()
  state.workspaces = new Map(saved.workspaces)
  for (const user of saved.users) addUser(state, user)
  state.apps = new Map(saved.apps)
  state.installations = saved.plain.installations
  state.tokens = new Map(saved.tokens)
  state.codes = new Map(saved.codes)
  state.tickets = new Map(saved.tickets)
  state.homes = new Map(saved.homes)
  state.triggers = new Map(saved.triggers)
  state.views = new Map(saved.views)
  state.viewStacks = new Map(saved.viewStacks)
  state.contexts = new Map(saved.contexts)
  state.userGroups = new Map(saved.userGroups)
  for (const one of saved.channels) {
    const record = addChannel(state, { ...one.channel, sharedWith: one.channel.sharedWith ?? [] })
    for (const message of one.messages) addToLog(record.log, message)
    record.ephemerals = new Map(one.ephemerals)
    for (const name of SURFACES) record[name] = new Map(one.surfaces?.[name])
    record.lastRead = new Map(one.lastRead)
    record.lastMicros = one.lastMicros
  }
  return { state, mintPosition: saved.mintPosition }
}
