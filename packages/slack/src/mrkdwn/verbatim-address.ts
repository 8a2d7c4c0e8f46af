const MARK_BEHIND = /[.,;:!?)\]}*_~"']$/

/**
 * The part of something that looks like an address which is one of the known ones, without the marks behind it that belong to the sentence.
 * @returns the address as it may be linked, or else without those marks as one that may not.
 */
export function verbatimAddress(found: string, known: ReadonlySet<string>): { address: string; isKnown: boolean } {
  let address = found
  while (!known.has(address) && MARK_BEHIND.test(address)) address = address.slice(0, -1)
  return { address, isKnown: known.has(address) }
}
