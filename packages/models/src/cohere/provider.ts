import type { ModelError } from '@backscroll/core'
import type { Provider } from '../guard/gate.ts'

export const COHERE = { id: 'cohere', name: 'Cohere' } as const satisfies Provider

/** Whether it was the content of a text that was refused (498), not the form of the call. */
export const isBlockedInput = ({ status }: ModelError): boolean => status === 498
