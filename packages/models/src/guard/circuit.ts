import { type Clock, ModelError } from '@backscroll/core'

const FAILURES = 5
const WINDOW_MS = 30_000
const OPEN_MS = 30_000

/** Keeps calls from an endpoint that does not answer. One per key and endpoint. */
export interface Circuit {
  /** @throws ModelError while the endpoint is closed to calls. After 30 s one call may try; others wait for what comes of it. */
  admit(): void
  /** The endpoint answered as it should. */
  succeeded(): void
  /** Counts what says something about the endpoint: 5 failures in 30 s close it, a refused key at once and for good. */
  failed(failure: ModelError): void
  /** The call ended without saying anything about the endpoint, such as by its caller's wish. */
  left(): void
}

/** @param name of the provider, for messages. */
export function createCircuit(name: string, clock: Clock): Circuit {
  let recent: number[] = []
  let openedAtMs: number | null = null
  let isTrying = false
  let refused: ModelError | null = null
  const open = () => {
    openedAtMs = clock.nowMs()
    recent = []
  }
  return {
    admit() {
      if (refused) throw new ModelError('unauthorised', refused.message, { cause: refused })
      if (openedAtMs === null) return
      const leftMs = openedAtMs + OPEN_MS - clock.nowMs()
      if (leftMs > 0 || isTrying) {
        throw new ModelError('unavailable', `${name} failed again and again and is left alone for a while.`, {
          retryAfterMs: Math.max(leftMs, 1_000),
        })
      }
      isTrying = true
    },
    succeeded() {
      isTrying = false
      openedAtMs = null
      recent = []
    },
    failed(failure) {
      const wasTrying = isTrying
      isTrying = false
      switch (failure.reason) {
        case 'unauthorised':
          refused = failure
          return
        case 'invalid':
        case 'rate_limited':
          return
        case 'unavailable':
        case 'timed_out':
        case 'cut':
          recent = [...recent.filter((atMs) => atMs > clock.nowMs() - WINDOW_MS), clock.nowMs()]
          if (wasTrying || recent.length >= FAILURES) open()
      }
    },
    left() {
      isTrying = false
    },
  }
}
