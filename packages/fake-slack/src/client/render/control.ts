import { type Html, html, type Slot } from '../html.ts'
import { input, menuOptions, type Placed } from './input.ts'
import { link } from './link.ts'
import { objectAt, textAt } from './loose.ts'

interface Press {
  readonly actionId: string
  readonly value: string
  readonly testId: string
}

const pressButton = ({ actionId, value, testId }: Press, label: Slot, tone: string): Html =>
  html`<button type="button" class="button ${tone}" data-testid="press-${testId}" data-press="${actionId}" data-value="${value}">${label}</button>`

const labelOf = (value: unknown) => textAt(objectAt(objectAt(value).text).text)

/** The two halves of a feedback element; the one that was pressed says so. */
const feedback = ({ element, filled }: Placed): Html => {
  const actionId = textAt(element.action_id)
  const pressed = Object.hasOwn(filled.feedback, actionId) ? filled.feedback[actionId] : undefined
  const half = (side: 'positive' | 'negative') => {
    const button = objectAt(element[`${side}_button`])
    const value = textAt(button.value)
    const isPressed = pressed !== undefined && pressed === value
    return html`<button type="button" class="button quiet" data-testid="press-${actionId}-${side}" data-press="${actionId}" data-value="${value}" aria-pressed="${isPressed ? 'true' : 'false'}">${labelOf(button)}</button>`
  }
  return html`${half('positive')}${half('negative')}`
}

const overflow = ({ element }: Placed): Html => {
  const actionId = textAt(element.action_id)
  return html`<details class="picker overflow"><summary class="button" data-testid="press-${actionId}" aria-label="More actions">More</summary>
<div class="picker-choices" role="group" aria-label="More actions">${menuOptions(element).map(({ id, name }) =>
    pressButton({ actionId, value: id, testId: `${actionId}-${id}` }, name, ''),
  )}</div></details>`
}

/** Renders what a person can use: buttons, menus and inputs; what this client lacks is named so that nobody looks for it. */
export const control = (placed: Placed): Html => {
  const { element } = placed
  const actionId = textAt(element.action_id)
  const press = { actionId, value: textAt(element.value), testId: actionId }
  switch (element.type) {
    case 'button':
      if (element.url) return html`<span class="button link-button">${link(textAt(element.url), labelOf(element))}</span>`
      return pressButton(press, labelOf(element), element.style === 'primary' ? 'primary' : element.style === 'danger' ? 'danger' : '')
    case 'feedback_buttons':
      return feedback(placed)
    case 'icon_button':
      return pressButton(press, labelOf(element), 'quiet')
    case 'overflow':
      return overflow(placed)
    default:
      return input(placed) ?? html`<span class="muted">(a ${textAt(element.type).replaceAll('_', ' ')} is not shown here)</span>`
  }
}
