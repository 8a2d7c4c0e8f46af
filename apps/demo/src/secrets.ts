import { randomBytes } from 'node:crypto'

/** What the demo makes up for itself; nothing of it is good anywhere else. */
export interface DemoSecrets {
  clientId: string
  clientSecret: string
  signingSecret: string
  tokenKeys: string
}

/** Fresh secrets. */
export const newSecrets = (): DemoSecrets => ({
  clientId: '1000000001.1000000002',
  clientSecret: randomBytes(16).toString('hex'),
  signingSecret: randomBytes(16).toString('hex'),
  tokenKeys: `demo1:${randomBytes(32).toString('base64url')}`,
})
