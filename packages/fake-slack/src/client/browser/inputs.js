/**
 * What a person put into an input: text or an id; of a group of ticks what is ticked, a list where several can be.
 * @param {HTMLElement} input
 * @returns {string | string[]}
 */
export const givenIn = (input) => {
  if (!input.matches('fieldset')) return input.value
  const ticked = [...input.querySelectorAll('input:checked')].map(({ value }) => value)
  return input.querySelector('input[type="radio"]') ? (ticked[0] ?? '') : ticked
}

/**
 * The name of an input within its form.
 * @param {HTMLElement} input
 */
export const nameOf = ({ dataset: { block, input } }) => `${block}/${input}`

/**
 * Everything in a form.
 * @param {HTMLElement} form
 */
export const formOf = (form) =>
  Object.fromEntries([...form.querySelectorAll('[data-input]')].map((input) => [nameOf(input), givenIn(input)]))

/**
 * Puts into a form what stood in another where both have the same input.
 * @param {HTMLElement} form
 * @param {Record<string, string | string[]>} values
 */
export const refill = (form, values) => {
  for (const input of form.querySelectorAll('[data-input]')) {
    const value = values[nameOf(input)]
    if (value === undefined) continue
    if (!input.matches('fieldset')) input.value = value
    else for (const tick of input.querySelectorAll('input')) tick.checked = [value].flat().includes(tick.value)
  }
}

/**
 * Whether somebody is typing here and has not left the field yet.
 * @param {Element} region
 */
export const isBeingTyped = (region) => {
  const field = document.activeElement
  if (!field || !region.contains(field)) return false
  return field.matches('textarea, input:not([type="checkbox"], [type="radio"])') && field.value !== field.defaultValue
}
