import { createHash, createHmac, randomBytes } from 'node:crypto'

/** A new secret of a browser: 256 random bits. */
export const mintSession = (): string => randomBytes(32).toString('base64url')

/** What is stored of a session, and names it. A plain hash is enough: nobody guesses 256 random bits. */
export const hashOfSession = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** What the page of a session, and no other page, can send along: it follows from the secret, which no script can read. */
export const csrfTokenOf = (secret: string): string => createHmac('sha256', secret).update('csrf').digest('base64url')
