/** Slack says no: `message` is Slack's own error string, `details` are further fields of the answer. */
export class SlackRefusal extends Error {
  readonly details: Record<string, unknown>
  constructor(error: string, details: Record<string, unknown> = {}) {
    super(error)
    this.name = 'SlackRefusal'
    this.details = details
  }
}
