import type { Expression } from './expression.ts'

/** Words or phrases of which one must occur, or, in `excluded`, none may. */
interface Clause {
  wanted: readonly string[]
  excluded: readonly string[]
}

/** More clauses than this are not built: the words of such a query are wished for, not demanded. */
const MAX_CLAUSES = 64

/** An expression as clauses that must all hold; null when it has too many. Source: negation moved to the words, then OR distributed over AND. */
export function clausesOf(expression: Expression): Clause[] | null {
  if (expression.kind === 'not') return clausesOfNegated(expression.of)
  if (expression.kind === 'term') return [{ wanted: [expression.text], excluded: [] }]
  return joined(expression.kind, expression.of.map(clausesOf))
}

function clausesOfNegated(expression: Expression): Clause[] | null {
  if (expression.kind === 'not') return clausesOf(expression.of)
  if (expression.kind === 'term') return [{ wanted: [], excluded: [expression.text] }]
  return joined(expression.kind === 'and' ? 'or' : 'and', expression.of.map(clausesOfNegated))
}

function joined(kind: 'and' | 'or', parts: readonly (Clause[] | null)[]): Clause[] | null {
  const all = parts.filter((part) => part !== null)
  if (all.length < parts.length) return null
  const clauses = kind === 'and' ? all.flat() : all.reduce(distributed)
  return clauses.length > MAX_CLAUSES ? null : clauses
}

/** Each clause of one side with each of the other; a product too large to use is cut, and refused by its size. */
function distributed(left: readonly Clause[], right: readonly Clause[]): Clause[] {
  return left
    .flatMap((a) => right.map((b) => ({ wanted: [...a.wanted, ...b.wanted], excluded: [...a.excluded, ...b.excluded] })))
    .slice(0, MAX_CLAUSES + 1)
}
