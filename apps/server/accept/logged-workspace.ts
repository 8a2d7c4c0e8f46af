import type { WorkspaceSeed } from '@backscroll/fake-slack'
import type { Delivery } from './event-log.ts'

/** A workspace with every channel that a log names, empty, and one person who installs. */
export function loggedWorkspace(teamId: string, deliveries: readonly Delivery[]): WorkspaceSeed {
  const channels = [...new Set(deliveries.map(({ event }) => event.channel))]
  return {
    id: teamId,
    domain: 'logged',
    name: 'Logged',
    users: [{ id: 'U0INSTALLER', name: 'installer', realName: 'In Staller', isOwner: true, isAdmin: true }],
    channels: channels.map((id) => ({ id, name: id.toLowerCase(), members: ['U0INSTALLER'] })),
  }
}
