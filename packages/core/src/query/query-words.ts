/** A word or phrase of a query, or a sign of its grammar. */
export type QueryToken =
  | { kind: 'term'; text: string; isPhrase: boolean; sign: '' | '+' | '-' }
  | { kind: 'and' | 'or' | 'not' | 'open' | 'close' }

/** Further words count, but their grammar does not. */
export const MAX_TOKENS = 200
const MAX_WORD = 200
const PIECE = /([+-]?)"([^"]*)"|`[^`]*`|[^\s"`]+|["`]/gu
const OPERATORS: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', OR: 'or', NOT: 'not' }
/** Programs that take options with one dash: after them `-name` is no exclusion. */
const PROGRAMS =
  /(?:^|[\s`(])(?:apt|aws|brew|chmod|chown|curl|docker|gcc|git|grep|helm|journalctl|kubectl|mvn|npm|npx|openssl|pip|pnpm|psql|python3?|rsync|scp|ssh|sudo|systemctl|terraform|wget|xargs)(?=\s+\S)/
/** Those whose names are words, too: only right before an option or a path. */
const WORDY_PROGRAMS =
  /(?:^|[\s`(])(?:awk|bash|cargo|cat|cp|cut|dd|df|dig|du|find|go|head|java|kill|ls|make|mkdir|mount|mv|node|perl|ping|ps|rm|sed|sh|sort|tail|tar|unzip|yarn|zip)\s+(?:-\p{L}|[./~$])/u
const OPTION = /(?:^|\s)(?:--\p{L}|-\p{L}{1,2}(?=\s|$|=)|-\p{L}+=)/u

/**
 * Takes a query apart. `+x` and `-x` are signs only before three letters or more, and `-x` never in a command line: `rm -rf`, `--force`, `-1`,
 * `foo-bar` and `C++` are words. Parentheses at the edge of a word group; inside of one they belong to it.
 */
export function queryTokens(text: string): QueryToken[] {
  const isCommandLine = [OPTION, PROGRAMS, WORDY_PROGRAMS].some((sign) => sign.test(text))
  const tokens: QueryToken[] = []
  for (const [piece, sign = '', phrase] of text.matchAll(PIECE)) {
    if (phrase !== undefined) tokens.push(term(phrase, true, isCommandLine && sign === '-' ? '' : (sign as '' | '+' | '-')))
    else if (piece.startsWith('`')) tokens.push(term(piece.replaceAll('`', ''), false, ''))
    else tokens.push(...wordTokens(piece, isCommandLine))
  }
  return tokens.filter((token) => token.kind !== 'term' || /[\p{L}\p{N}]/u.test(token.text))
}

const term = (text: string, isPhrase: boolean, sign: '' | '+' | '-'): QueryToken => ({ kind: 'term', text: text.trim(), isPhrase, sign })

function wordTokens(piece: string, isCommandLine: boolean): QueryToken[] {
  if (piece.length > MAX_WORD) return [term(piece, false, '')]
  const opening = /^[+-]?\(+/.exec(piece)?.[0] ?? ''
  const word = piece.slice(opening.length)
  const closing = unpaired(word)
  const core = closing > 0 ? word.slice(0, -closing) : word
  const [, sign = '', signed] = /^([+-])(\p{L}[\p{L}\p{N}_'.-]{2,})$/u.exec(core) ?? []
  const isSigned = signed !== undefined && !(sign === '-' && isCommandLine)
  const operator = OPERATORS[core]
  return [
    ...(opening.startsWith('-') && !isCommandLine ? [{ kind: 'not' as const }] : []),
    ...repeat('open', opening.replace(/^[+-]/, '').length),
    ...(core === '' ? [] : [operator ? { kind: operator } : isSigned ? term(signed, false, sign as '+' | '-') : term(core, false, '')]),
    ...repeat('close', closing),
  ]
}

/** How many parentheses at the end close none that the word itself has opened: none in `main()`. */
function unpaired(word: string): number {
  const closing = /\)*$/.exec(word)?.[0].length ?? 0
  const open = word.split('(').length - word.slice(0, word.length - closing).split(')').length
  return Math.max(0, closing - Math.max(0, open))
}

const repeat = (kind: 'open' | 'close', count: number): QueryToken[] =>
  Array.from({ length: Math.min(count, MAX_TOKENS) }, () => ({ kind }))
