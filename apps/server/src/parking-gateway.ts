import { type Clock, SlackRateLimitedError, type TeamId } from '@backscroll/core'
import { type Db, rateBudgetsOf } from '@backscroll/db'
import { METHOD_NAMES, type SlackGateway } from '@backscroll/slack'

/**
 * Remembers for all processes that Slack asked to wait: until then the same method of the same team is refused here, without a request; other
 * methods and other teams go on.
 */
export function parkingGateway({ db, clock }: { db: Db; clock: Clock }, teamId: TeamId, gateway: SlackGateway): SlackGateway {
  const guarded = (name: keyof SlackGateway, call: (...args: never[]) => Promise<unknown>) => {
    const method = METHOD_NAMES[name]
    return async (...args: never[]): Promise<unknown> => {
      const waitMs = await db.withTenant(teamId, (tx) => rateBudgetsOf(tx).parkedForMs(method, clock.nowMs()))
      if (waitMs > 0) throw new SlackRateLimitedError(`Slack asked to wait before ${method} is called again.`, waitMs)
      try {
        return await call(...args)
      } catch (error) {
        if (error instanceof SlackRateLimitedError)
          await db.withTenant(teamId, (tx) => rateBudgetsOf(tx).park(method, clock.nowMs() + error.retryAfterMs))
        throw error
      }
    }
  }
  const entries = Object.entries(gateway) as [keyof SlackGateway, (...args: never[]) => Promise<unknown>][]
  return Object.fromEntries(entries.map(([name, call]) => [name, guarded(name, call.bind(gateway))])) as unknown as SlackGateway
}
