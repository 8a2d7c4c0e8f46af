/** Words that begin something new: what stands before them is complete. */
const NEXT_CLAUSE = new Set(
  (
    'a about after all and any anybody anyone are at because before between but by can could did do does during everything for from had ' +
    'has have he how i in is it may my nobody of on or our please regarding she should since so that the their there they this till to ' +
    'today until was we were what when where which who why will with would yesterday you your last past latest recent'
  ).split(' '),
)

/** Whether nothing that follows can belong to what was just read: the end, a mark, or a word that begins something new. */
export function endsClause(rest: string): boolean {
  const next = /^\s+([\p{L}\p{N}'_-]+)/u.exec(rest.slice(0, 60))?.[1]
  if (next === undefined) return !/^[\p{L}\p{N}_-]/u.test(rest)
  return NEXT_CLAUSE.has(next.toLowerCase().replace(/'.*$/, ''))
}
