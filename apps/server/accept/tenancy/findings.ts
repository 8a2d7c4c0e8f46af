/** What a walk found. A cell is one call: a route, a caller, and what it is about or what is wrong with it. */
export interface Walked {
  ok: boolean
  routes: number
  cells: number
  leaks: number
  unexpected: number
  /** Routes of the table that nothing answers. */
  notServed: string[]
  /** What leaked and what was unexpected, a few of each route, in words. */
  findings: string[]
}

/** Of one route: the same mistake comes with every caller. */
const MOST_OF_A_ROUTE = 3
const LONGEST = 400

export interface Findings extends Walked {
  tell(kind: 'leaks' | 'unexpected', route: string, what: string): void
}

/** Nothing found yet. */
export function noFindings(): Findings {
  const told = new Map<string, number>()
  const found: Findings = {
    ok: true,
    routes: 0,
    cells: 0,
    leaks: 0,
    unexpected: 0,
    notServed: [],
    findings: [],
    tell(kind, route, what) {
      found[kind] += 1
      found.ok = false
      const count = (told.get(`${kind} ${route}`) ?? 0) + 1
      told.set(`${kind} ${route}`, count)
      if (count <= MOST_OF_A_ROUTE) found.findings.push(`${route} ${what}`.slice(0, LONGEST))
    },
  }
  return found
}

/** Two walks as one. */
export const together = (there: Walked, back: Walked): Walked => ({
  ok: there.ok && back.ok,
  routes: there.routes,
  cells: there.cells + back.cells,
  leaks: there.leaks + back.leaks,
  unexpected: there.unexpected + back.unexpected,
  notServed: there.notServed,
  findings: [...there.findings, ...back.findings],
})
