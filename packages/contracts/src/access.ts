import { z } from 'zod'

/** What a person may do, from most to least; each may do what those behind it may. */
export const roles = ['owner', 'admin', 'analyst', 'member', 'viewer'] as const
export const role = z.enum(roles)
export type Role = (typeof roles)[number]

/** Whether a role is at least another one. */
export const isAtLeast = (held: Role, needed: Role): boolean => roles.indexOf(held) <= roles.indexOf(needed)
