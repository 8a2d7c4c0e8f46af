import type { FaultRule } from '../contract.ts'

export interface Faults {
  add(rule: FaultRule): void
  clear(): void
  /** Counts a call against the rules. @returns the rule that hits it, if any. */
  hit(method: string, teamId: string | null): FaultRule | null
}

/** The rules that make calls fail. Each counts the calls it matches on its own. */
export function createFaults(): Faults {
  let rules: { rule: FaultRule; seen: number }[] = []
  return {
    add: (rule) => {
      rules.push({ rule, seen: 0 })
    },
    clear: () => {
      rules = []
    },
    hit(method, teamId) {
      let hit: FaultRule | null = null
      for (const entry of rules) {
        const { rule } = entry
        if ((rule.method && rule.method !== method) || (rule.teamId && rule.teamId !== teamId)) continue
        entry.seen += 1
        const first = rule.nth ?? 1
        if (entry.seen >= first && entry.seen < first + (rule.times ?? 1)) hit ??= rule
      }
      return hit
    },
  }
}
