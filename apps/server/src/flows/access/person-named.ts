import type { Person } from '@backscroll/contracts'

/** Somebody by name; an id where nothing is known. */
export const personNamed = (names: ReadonlyMap<string, string>, userId: string): Person => ({ userId, name: names.get(userId) ?? userId })
