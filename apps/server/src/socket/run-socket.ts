import { AppError } from '@backscroll/core'
import { runSlackSocket, type SocketDelivery, type SocketState } from '@backscroll/slack'
import type { Context } from '../context.ts'
import { acceptCommand } from '../flows/answers/accept-command.ts'
import { acceptInteraction } from '../flows/answers/accept-interaction.ts'
import { acceptDelivery } from '../flows/intake/accept-delivery.ts'

const OPEN_TIMEOUT_MS = 10_000

/**
 * The same door as `http/routes/{events,commands}`, over connections that this process opens: an event is acknowledged after its durable
 * insert, and after nothing else. Runs until the signal aborts; does nothing when the transport is HTTP.
 */
export async function runSocket(ctx: Context, signal: AbortSignal): Promise<void> {
  const { SLACK_TRANSPORT, SLACK_APP_LEVEL_TOKEN, SLACK_API_URL } = ctx.config
  if (SLACK_TRANSPORT !== 'socket' || SLACK_APP_LEVEL_TOKEN === undefined) return
  await runSlackSocket(
    {
      appLevelToken: SLACK_APP_LEVEL_TOKEN,
      apiUrl: SLACK_API_URL,
      timeoutMs: OPEN_TIMEOUT_MS,
      handle: (delivery) => take(ctx, delivery),
      onState: (state) => note(ctx, state),
    },
    signal,
  )
}

async function take(ctx: Context, { kind, body, retryNum }: SocketDelivery): Promise<object | null> {
  switch (kind) {
    case 'event':
      await acceptDelivery(ctx, { text: JSON.stringify(body), parsed: body, retryNum })
      return null
    case 'command':
      return acceptCommand(ctx, body)
    case 'interaction':
      return acceptInteraction(ctx, body)
    // without an acknowledgement Slack would show an error
    case 'other':
      return null
  }
}

function note(ctx: Context, state: SocketState): void {
  if (state.kind !== 'failed') {
    ctx.telemetry.notice('socket state', { state: state.kind })
    return
  }
  const { error, retryAfterMs } = state
  const code = error instanceof AppError ? error.code : null
  ctx.telemetry.notice('socket failed', { err: error, code, retryAfterMs })
}
