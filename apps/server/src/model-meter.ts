import type { Clock, ModelUsage } from '@backscroll/core'
import type { Db } from '@backscroll/db'

import type { Logger } from 'pino'
import { recordModelCall } from './flows/accounting/record-model-call.ts'
import { modelScope } from './model-scope.ts'

/** Hears of every call to a provider. */
export interface ModelMeter {
  onUsage: (usage: ModelUsage) => void
  /** Resolves when everything heard so far is stored. */
  flush(): Promise<void>
}

/** A line in the log for every call, without a text, and a row in the team's account for every call that is made for one. */
export function openModelMeter({ db, log, clock }: { db: Db; log: Logger; clock: Clock }): ModelMeter {
  const pending = new Set<Promise<void>>()
  return {
    onUsage(usage) {
      const isFine = usage.outcome === 'ok' || usage.outcome === 'aborted'
      const scope = modelScope()
      log[isFine ? 'info' : 'warn']({ ...usage, teamId: scope?.teamId, purpose: scope?.purpose, ref: scope?.ref }, 'model call')
      if (!scope) return
      const storing = recordModelCall({ db, clock }, scope, usage).catch((error: unknown) =>
        log.error({ err: error }, 'model call not stored'),
      )
      pending.add(storing)
      void storing.finally(() => pending.delete(storing))
    },
    async flush() {
      await Promise.all(pending)
    },
  }
}
