import { timingSafeEqual } from 'node:crypto'
import { ForbiddenError } from '@backscroll/core'
import type { FastifyRequest } from 'fastify'

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * A browser sends its cookie along whoever asks it to. What changes something must come from a page of this server, and carry what only
 * that page has read. @throws ForbiddenError
 */
export function assertOwnPage(request: FastifyRequest, { publicUrl, csrfToken }: { publicUrl: string; csrfToken: string }): void {
  if (READS.includes(request.method)) return
  const { origin, 'sec-fetch-site': site, 'x-csrf-token': sent } = request.headers
  const isOurs = origin === undefined ? site === 'same-origin' : origin === new URL(publicUrl).origin
  if (!isOurs) throw new ForbiddenError('This request came from another page. Use the dashboard itself.')
  if (typeof sent !== 'string' || !isEqual(sent, csrfToken))
    throw new ForbiddenError('This request lacks the mark of your session. Reload the page and try again.')
}

/** Takes the same time wherever the two differ. */
function isEqual(sent: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
