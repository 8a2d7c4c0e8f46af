import type { ModelUsage } from '@backscroll/core'
import type { Db } from '@backscroll/db'
import { recordModelCall } from './flows/accounting/record-model-call.ts'
import type { Watcher } from './flows/accounting/watch-budget.ts'
import { modelScope } from './model-scope.ts'
import type { Telemetry } from './telemetry.ts'

/** Hears of every call to a provider. */
export interface ModelMeter {
  onUsage: (usage: ModelUsage) => void
  /** Resolves when everything heard so far is stored. */
  flush(): Promise<void>
}

/** Tells operators of every call, and writes those that are made for a team into its account. */
export function openModelMeter(parts: Watcher & { db: Db; telemetry: Telemetry }): ModelMeter {
  const { telemetry } = parts
  const pending = new Set<Promise<void>>()
  return {
    onUsage(usage) {
      telemetry.modelCalled(usage)
      const scope = modelScope()
      if (!scope) return
      const storing = recordModelCall(parts, scope, usage).catch((error: unknown) => {
        telemetry.notice('model call not stored', { teamId: scope.teamId, err: error })
      })
      pending.add(storing)
      void storing.finally(() => pending.delete(storing))
    },
    async flush() {
      await Promise.all(pending)
    },
  }
}
