import type { InputValue, InputValues } from '../world/surfaces.ts'
import type { Control } from './controls.ts'
import { withValue } from './input-values.ts'

type View = Record<string, unknown>

/** The values that a view holds. */
export const valuesIn = (view: View): InputValues => (view.state as { values: InputValues }).values

/** Puts a value into a view. */
export function keepValue(view: View, control: Control, value: InputValue): void {
  view.state = { values: withValue(valuesIn(view), control, value) }
}
