import { BUSINESS_GROUPS } from './business-groups.ts'
import { PEOPLE_GROUPS } from './people-groups.ts'
import { SOFTWARE_GROUPS } from './software-groups.ts'
import type { SynonymChanges, SynonymGroup } from './synonym-group.ts'
import { TROUBLE_GROUPS } from './trouble-groups.ts'

/** The groups that everybody has, reviewed by hand: English, and about work in companies. */
export const WORKPLACE_SYNONYMS: readonly SynonymGroup[] = [...TROUBLE_GROUPS, ...SOFTWARE_GROUPS, ...PEOPLE_GROUPS, ...BUSINESS_GROUPS]

/** What a related word counts of one that was asked: measured in docs/decisions/2026-11-20-workplace-synonyms.md. */
export const SYNONYM_WEIGHT = 0.4

/** The groups of a team: its own come first, those it has switched off are left out. */
export const synonymsOf = ({ added, off }: SynonymChanges): SynonymGroup[] => [
  ...added,
  ...WORKPLACE_SYNONYMS.filter(({ id }) => !off.includes(id)),
]
