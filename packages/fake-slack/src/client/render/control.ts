import { type Html, html, type Slot } from '../html.ts'
import { link } from './link.ts'
import { type Loose, objectAt, textAt } from './loose.ts'

interface Press {
  readonly actionId: string
  readonly value: string
  readonly testId: string
}

const pressButton = ({ actionId, value, testId }: Press, label: Slot, tone: string): Html =>
  html`<button type="button" class="button ${tone}" data-testid="press-${testId}" data-press="${actionId}" data-value="${value}">${label}</button>`

const labelOf = (value: unknown) => textAt(objectAt(objectAt(value).text).text)

const feedback = (element: Loose): Html => {
  const actionId = textAt(element.action_id)
  const half = (side: 'positive' | 'negative') => {
    const button = objectAt(element[`${side}_button`])
    return pressButton({ actionId, value: textAt(button.value), testId: `${actionId}-${side}` }, labelOf(button), 'quiet')
  }
  return html`${half('positive')}${half('negative')}`
}

/** Renders what a person can press: buttons, feedback and icon buttons; other controls are named so that nobody looks for them. */
export const control = (element: Loose): Html => {
  const actionId = textAt(element.action_id)
  const press = { actionId, value: textAt(element.value), testId: actionId }
  switch (element.type) {
    case 'button':
      if (element.url) return html`<span class="button link-button">${link(textAt(element.url), labelOf(element))}</span>`
      return pressButton(press, labelOf(element), element.style === 'primary' ? 'primary' : element.style === 'danger' ? 'danger' : '')
    case 'feedback_buttons':
      return feedback(element)
    case 'icon_button':
      return pressButton(press, labelOf(element), 'quiet')
    default:
      return html`<span class="muted">(a ${textAt(element.type).replaceAll('_', ' ')} is not shown here)</span>`
  }
}
