import type { Found } from './found.ts'

/** Begins of keys that their makers publish so that they are found; each is read from its own beginning alone, so the time is linear. */
const KEYS = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${[
    'xox[a-z]-[A-Za-z0-9-]{10,}',
    'xapp-\\d-[A-Za-z0-9-]{10,}',
    '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
    'gh[oprsu]_[A-Za-z0-9]{30,}',
    'github_pat_[A-Za-z0-9_]{22,}',
    'glpat-[A-Za-z0-9_-]{20,}',
    'npm_[A-Za-z0-9]{36}',
    'sk-[A-Za-z0-9_-]{20,}',
    '[rs]k_(?:live|test)_[A-Za-z0-9]{16,}',
    'AIza[A-Za-z0-9_-]{35}',
    'bsk_[a-z0-9]{4,32}_[A-Za-z0-9_-]{16,}',
    'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
    'eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}',
  ].join('|')})`,
  'g',
)
/** The part of a webhook's address that opens it. */
const WEBHOOK = /(?<=hooks\.slack\.com\/services\/)[A-Z0-9]{6,20}\/[A-Z0-9]{6,20}\/[A-Za-z0-9]{16,64}/g
const PEM_BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g
const PEM_END = '-----END '
/** What is left of a private key that was cut: lines of base64. */
const PEM_LINES = /^(?:\s{0,4}[A-Za-z0-9+/=]{16,}){1,200}/
/** The inside of a key or a certificate whose first line is elsewhere: whole lines of base64. */
const BASE64_LINES = /(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/]{60,76}\r?\n){2,}[A-Za-z0-9+/]*={0,2}/g

/** Keys, tokens and private keys. */
export function findSecrets(text: string): Found[] {
  const keys = [...text.matchAll(KEYS)].filter(([key]) => !key.startsWith('sk-') || isRandom(key))
  const spans = [...keys, ...text.matchAll(WEBHOOK), ...text.matchAll(BASE64_LINES)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  return [...spans, ...privateKeys(text)].map((span) => ({ kind: 'secret', ...span }))
}

/** `sk-` begins words, too: somewhere a key has a long piece of both letters and digits. */
const isRandom = (key: string): boolean =>
  key.split(/[-_]/).some((piece) => piece.length >= 16 && /\d/.test(piece) && /[A-Za-z]/.test(piece))

function privateKeys(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  let closing = 0
  for (const match of text.matchAll(PEM_BEGIN)) {
    const body = match.index + match[0].length
    const [before] = found.slice(-1)
    if (before && match.index < before.end) continue
    // looked for once and remembered: it lies at or behind every later beginning, or is nowhere
    if (closing >= 0 && closing < body) closing = text.indexOf(PEM_END, body)
    const line = closing < 0 ? -1 : text.indexOf('-----', closing + PEM_END.length)
    const isClosed = line >= 0 && line - closing < 80
    const rest = isClosed ? '' : (PEM_LINES.exec(text.slice(body, body + 16_000))?.[0] ?? '')
    found.push({ start: match.index, end: isClosed ? line + 5 : body + rest.length })
  }
  return found
}
