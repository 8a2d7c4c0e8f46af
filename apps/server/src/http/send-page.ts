import type { FastifyReply } from 'fastify'

/** What a page may do that shows text and nothing else. */
export const BARE_PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

/** Sends a page that shows text and nothing else. */
export const sendBarePage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).headers(BARE_PAGE).send(page)
