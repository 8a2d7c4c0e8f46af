import { MAX_TOKENS, type QueryToken } from './query-words.ts'

/** A boolean expression over words and phrases. */
export type Expression = { kind: 'term'; text: string } | { kind: 'not'; of: Expression } | { kind: 'and' | 'or'; of: Expression[] }

/** What must hold, and whether anything was written that says so. */
export interface ReadExpression {
  must: Expression[]
  isBoolean: boolean
}

const MAX_DEPTH = 16

/**
 * Reads AND, OR, NOT (upper case), parentheses, `+x` and `-x`. AND binds more than OR. An operator takes the word or phrase next to it, as in
 * Lucene: words beside are wished for, not demanded, so that "how do we build AND ship it" demands two words. Debris is skipped, never an error.
 */
export function readExpression(tokens: readonly QueryToken[]): ReadExpression {
  if (tokens.length > MAX_TOKENS) return { must: [], isBoolean: false }
  const reader = { tokens, at: 0 }
  const must: Expression[] = []
  while (reader.at < tokens.length) {
    const { linked } = sequence(reader, 0)
    must.push(...linked)
    reader.at++
  }
  return { must, isBoolean: must.length > 0 }
}

interface Reader {
  tokens: readonly QueryToken[]
  at: number
}

interface Operand {
  of: Expression
  /** Whether it was demanded or forbidden, not only written. */
  isDemanded: boolean
}

/** Up to the parenthesis that closes it: what is demanded, and the words that only stand there. */
function sequence(reader: Reader, depth: number): { linked: Expression[]; loose: Expression[] } {
  const linked: Expression[] = []
  const loose: Expression[] = []
  for (let token = reader.tokens[reader.at]; token && token.kind !== 'close'; token = reader.tokens[reader.at]) {
    const first = operand(reader, depth)
    if (!first) {
      reader.at++
      continue
    }
    const alternatives: Expression[][] = [[first.of]]
    let isDemanded = first.isDemanded
    for (let next = reader.tokens[reader.at]?.kind; next === 'and' || next === 'or'; next = reader.tokens[reader.at]?.kind) {
      const before = reader.at++
      const other = operand(reader, depth)
      if (!other) {
        reader.at = before + 1
        break
      }
      isDemanded = true
      if (next === 'and') alternatives.at(-1)?.push(other.of)
      else alternatives.push([other.of])
    }
    const whole = joined(
      'or',
      alternatives.map((all) => joined('and', all)),
    )
    if (isDemanded) linked.push(whole)
    else loose.push(whole)
  }
  return { linked, loose }
}

function operand(reader: Reader, depth: number): Operand | null {
  let negations = 0
  for (; reader.tokens[reader.at]?.kind === 'not'; reader.at++) negations++
  const token = reader.tokens[reader.at]
  const found = token?.kind === 'term' ? termOperand(token) : token?.kind === 'open' && depth < MAX_DEPTH ? group(reader, depth) : null
  if (!found) return null
  reader.at++
  return { of: negations % 2 === 1 ? { kind: 'not', of: found.of } : found.of, isDemanded: negations > 0 || found.isDemanded }
}

function termOperand({ text, sign, isPhrase }: Extract<QueryToken, { kind: 'term' }>): Operand {
  const of: Expression = { kind: 'term', text }
  return sign === '-' ? { of: { kind: 'not', of }, isDemanded: true } : { of, isDemanded: sign === '+' || isPhrase }
}

/** Words in parentheses without an operator are alternatives. Leaves the reader at the closing parenthesis. */
function group(reader: Reader, depth: number): Operand | null {
  reader.at++
  const { linked, loose } = sequence(reader, depth + 1)
  if (linked.length > 0) return { of: joined('and', linked), isDemanded: true }
  return loose.length > 0 ? { of: joined('or', loose), isDemanded: false } : null
}

function joined(kind: 'and' | 'or', of: Expression[]): Expression {
  const [only] = of
  return of.length === 1 && only ? only : { kind, of }
}
