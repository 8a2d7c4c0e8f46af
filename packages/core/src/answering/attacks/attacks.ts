import type { Attack } from './attack.ts'
import { hidden } from './hidden.ts'
import { links } from './links.ts'
import { markup } from './markup.ts'
import { orders } from './orders.ts'

export { type Attack, type AttackKind, hasEscaped } from './attack.ts'

/** Messages that try to misuse answers; every suite that makes answers runs against all of them. */
export const attacks: readonly Attack[] = [...orders, ...links, ...markup, ...hidden]
