import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'

/** apps.connections.open: an address for one connection. Takes the app-level token of an app that is in Socket Mode. */
export function openConnection(stage: Stage, token: string | undefined): Record<string, unknown> {
  if (!token) throw new SlackRefusal('not_authed')
  const app = [...stage.state.apps.values()].find((one) => one.appLevelToken === token)
  if (!app) throw new SlackRefusal(stage.state.tokens.has(token) ? 'not_allowed_token_type' : 'invalid_auth')
  if (!app.socketMode) throw new SlackRefusal('socket_mode_not_enabled') // unverified
  return { url: `${stage.url().replace(/^http/, 'ws')}/link/?ticket=${stage.sockets.ticket(app.id)}&app_id=${app.id}` }
}

/** Takes WebSocket connections under `/link/`. @returns how to end them. */
export function serveSockets(server: Server, stage: Stage): { close(): void } {
  const door = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const target = new URL(request.url ?? '', stage.url())
    const appId = target.pathname === '/link/' ? stage.sockets.redeem(target.searchParams.get('ticket') ?? '') : null
    if (appId === null) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
      return
    }
    door.handleUpgrade(request, socket, head, (opened) => stage.sockets.add(appId, opened))
  })
  return {
    close() {
      for (const client of door.clients) client.terminate()
      door.close()
    },
  }
}
