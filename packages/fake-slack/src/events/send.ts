import type { FakeClock } from '../clock.ts'

export interface Answer {
  status: number | null
  reason: 'http_timeout' | 'too_many_redirects' | 'connection_failed' | 'http_error' | 'unknown_error' | null
  /** The receiver asked not to be tried again. */
  noRetry: boolean
  body: string
}

const MAX_REDIRECTS = 2
const failed = (reason: Answer['reason'], status: number | null = null): Answer => ({ status, reason, noRetry: false, body: '' })

async function follow(url: string, request: RequestInit): Promise<Answer> {
  let target = url
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await fetch(target, { ...request, redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || !location) {
      const body = await response.text()
      const noRetry = response.headers.get('x-slack-no-retry') === '1'
      return { status: response.status, reason: response.ok ? null : 'http_error', noRetry, body }
    }
    await response.body?.cancel()
    target = new URL(location, target).href
  }
  return failed('too_many_redirects')
}

/** Posts a request and waits at most three seconds of the clock for the whole answer, or until the signal. Never rejects. */
export async function send(
  clock: FakeClock,
  url: string,
  request: { headers: Record<string, string>; body: string },
  signal?: AbortSignal,
): Promise<Answer> {
  const cancelRequest = new AbortController()
  const cancelled = signal ? AbortSignal.any([cancelRequest.signal, signal]) : cancelRequest.signal
  const cancelTimer = new AbortController()
  const timeout = clock.wait(3000, cancelTimer.signal).then((): Answer => failed('http_timeout'))
  const answer = follow(url, { method: 'POST', ...request, signal: cancelled }).catch((): Answer => failed('connection_failed'))
  const first = await Promise.race([answer, timeout])
  cancelTimer.abort()
  cancelRequest.abort()
  return first
}
