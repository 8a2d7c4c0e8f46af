import { UnauthorizedError } from '@backscroll/core'

/** What is wrong with an id token. */
export type IdTokenFault =
  | 'bad_algorithm'
  | 'bad_signature'
  | 'expired'
  | 'malformed'
  | 'names_nobody'
  | 'unknown_key'
  | 'wrong_audience'
  | 'wrong_issuer'
  | 'wrong_nonce'

/** Slack's answer to a sign-in does not prove who somebody is. It says what is wrong, never what the token holds. */
export class BadIdTokenError extends UnauthorizedError {
  readonly fault: IdTokenFault
  constructor(fault: IdTokenFault) {
    super(`The answer of Slack does not prove who signs in: ${fault}.`)
    this.fault = fault
  }
}
