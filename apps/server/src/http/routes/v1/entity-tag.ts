import { InvalidRequestError, PreconditionRequiredError } from '@backscroll/core'

/** What stands in `ETag`: the version of a document, quoted. */
export const entityTag = (given: unknown): string => `"${String((given as { version: number }).version)}"`

/** The version that a caller has seen. @throws PreconditionRequiredError without `If-Match`, InvalidRequestError for one that is no version of ours. */
export function seenVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new PreconditionRequiredError(
      'Send the ETag of what you have seen as If-Match, so that nobody overwrites what somebody else changed.',
    )
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch)?.[1]
  if (version === undefined)
    throw new InvalidRequestError([{ pointer: '', detail: 'If-Match must be an ETag of this address, such as "3".' }])
  return Number(version)
}
