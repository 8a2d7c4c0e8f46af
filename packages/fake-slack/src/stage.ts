import type { FakeClock } from './clock.ts'
import { SlackRefusal } from './refusal.ts'
import { createSocketHub, type SocketHub } from './socket/hub.ts'
import { createMint, type Mint } from './world/mint.ts'
import { type ChannelRecord, emptyState, type State } from './world/state.ts'
import { microsOf, tsOfMicros } from './world/ts.ts'
import type { StoredUser, WorldChange } from './world/types.ts'

/** One thing that happened. Who gets it is decided by the audience rules, or by `onlyApp`. */
export interface Emission {
  teamId: string
  /** The channel it happened in; null for what happens to the whole workspace. */
  channelId: string | null
  event: Record<string, unknown>
  onlyApp?: string
  /** Of a channel that several workspaces share, only the installations in this one. */
  onlyTeam?: string
  /** Skip the audience rules: every app installed in the team. */
  toAll?: boolean
}

/** What every deed works on: the state, the time, and the two ways to tell others. */
export interface Stage {
  state: State
  clock: FakeClock
  mint: Mint
  listeners: Set<(change: WorldChange) => void>
  changed(change: WorldChange): void
  emit(emission: Emission): void
  sockets: SocketHub
  /** Base URL without a trailing slash; known once the server listens. */
  url(): string
}

/** An empty stage. `emit` is given by the event delivery. */
export function createStage(options: { clock: FakeClock; seed: number; emit: (emission: Emission) => void; url: () => string }): Stage {
  const listeners = new Set<(change: WorldChange) => void>()
  const tell = (change: WorldChange) => {
    for (const listener of listeners) listener(change)
  }
  const stage: Stage = {
    state: emptyState(),
    clock: options.clock,
    mint: createMint(options.seed),
    listeners,
    changed(change) {
      tell(change)
      const others = stage.state.channels.get(change.channelId ?? '')?.channel.sharedWith ?? []
      for (const teamId of others) tell({ ...change, teamId })
    },
    emit: options.emit,
    sockets: createSocketHub(),
    url: options.url,
  }
  return stage
}

/** The next free ts of a channel: now, or one microsecond after its newest. */
export function nextTs(stage: Stage, record: ChannelRecord): string {
  record.lastMicros = Math.max(record.lastMicros + 1, stage.clock.nowMs() * 1000)
  return tsOfMicros(record.lastMicros)
}

/** Takes a chosen ts as used, so that later ones lie above it. */
export function claimTs(record: ChannelRecord, ts: string): string {
  if (!/^\d{10}\.\d{6}$/.test(ts)) throw new SlackRefusal('invalid_ts')
  record.lastMicros = Math.max(record.lastMicros, microsOf(ts))
  return ts
}

/** The time now as a ts, for events that belong to no channel. */
export function nowTs(stage: Stage): string {
  return tsOfMicros(stage.clock.nowMs() * 1000)
}

/** An id that nothing has yet. */
export function freshId(stage: Stage, prefix: string): string {
  for (;;) {
    const id = stage.mint.id(prefix)
    if (!stage.state.users.has(id) && !stage.state.channels.has(id)) return id
  }
}

/** A user of a workspace, or `user_not_found`. */
export function userOf(stage: Stage, teamId: string, userId: string): StoredUser {
  return userAmong(stage, [teamId], userId)
}

/** A user of one of these workspaces, or `user_not_found`. */
export function userAmong(stage: Stage, teamIds: readonly string[], userId: string): StoredUser {
  const user = stage.state.users.get(userId)
  if (!user || !teamIds.includes(user.teamId)) throw new SlackRefusal('user_not_found')
  return user
}
