import type { Found } from './found.ts'

/** RFC 5321: longest name before the sign, and longest domain behind it. */
const LONGEST_NAME = 64
const LONGEST_DOMAIN = 255

const NAME = /[\p{L}\p{N}._%+'-]/u
const NAME_EDGE = /[\p{L}\p{N}_]/u
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}))(?:\.[\p{L}\p{N}][\p{L}\p{N}-]{0,62})*\.\p{L}{2,24}(?![\p{L}\p{N}])/u
/** A picture for dense screens: `logo@2x.png`. */
const DENSE_PICTURE = /^\d+x\.[a-z]{3,4}$/i
/** Where a repository is fetched from: `git@host:owner/name`. */
const REPOSITORY = /^:[\p{L}\p{N}~_-]+\//u

/** Mail addresses. Looks from each `@` to both sides, a bounded way, so that the time is linear in the text. */
export function findEmails(text: string): Found[] {
  const found: Found[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = startOfName(text, at)
    const domain = start < at ? DOMAIN.exec(text.slice(at + 1, at + 1 + LONGEST_DOMAIN))?.[0] : undefined
    if (domain === undefined || DENSE_PICTURE.test(domain)) continue
    const end = at + 1 + domain.length
    if (text.slice(start, at) === 'git' && REPOSITORY.test(text.slice(end, end + LONGEST_DOMAIN))) continue
    found.push({ kind: 'email', start, end })
  }
  return found
}

function startOfName(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < LONGEST_NAME && NAME.test(text[start - 1] ?? '')) start -= 1
  while (start < at && !NAME_EDGE.test(text[start] ?? '')) start += 1
  return start
}
