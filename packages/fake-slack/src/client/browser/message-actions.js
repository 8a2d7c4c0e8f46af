import { givenIn } from './inputs.js'
import { notice, openPane, readingPlace, refresh } from './page.js'
import { send } from './send.js'
import { surfaceOf } from './surface.js'

/**
 * @param {string} verb
 * @param {Record<string, string>} fields
 */
const act = async (verb, fields) => {
  const result = await send(verb, fields)
  notice(result.ok ? '' : result.message)
  const trouble = document.querySelector('#modal-place .trouble')
  if (trouble && verb === 'pressInView') trouble.textContent = result.message
  if (result.location) return location.assign(result.location)
  await refresh()
}

/** @param {HTMLElement} message */
const edit = (message) => {
  const body = message.querySelector('.message-body')
  const form = document.querySelector('#edit-template').content.firstElementChild.cloneNode(true)
  const field = form.querySelector('textarea')
  field.value = message.dataset.typed
  body.replaceWith(form)
  field.focus()
  form.scrollIntoView({ block: 'nearest' })
  const close = () => {
    form.replaceWith(body)
    message.querySelector('[data-do="edit"]')?.focus()
  }
  form.querySelector('[data-cancel]').addEventListener('click', close)
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key === 'Enter' && !event.shiftKey && event.target === field) {
      event.preventDefault()
      form.requestSubmit()
    }
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    close()
    void act('edit', { ts: message.dataset.ts, text: field.value })
  })
}

/** @param {MouseEvent} event */
const click = (event) => {
  const control = event.target.closest('[data-do], [data-press], a[data-pane]')
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (control.matches('a[data-pane]')) {
    event.preventDefault()
    const address = new URL(control.href)
    const place = readingPlace()
    if (place) address.searchParams.set('around', place)
    history.pushState(null, '', address)
    void openPane(address.href)
    return
  }
  control.closest('details')?.removeAttribute('open')
  const message = control.closest('[data-ts]')
  const ts = message?.dataset.ts ?? ''
  const { do: verb, press: actionId, value, name = '', target = '' } = control.dataset
  if (verb === 'edit') edit(message)
  else if (verb) void act(verb, { ts, name, target })
  else press(control, { actionId, value })
}

/**
 * @param {HTMLElement} control
 * @param {Record<string, unknown>} use
 */
const press = (control, use) => {
  const { verb, fields } = surfaceOf(control)
  void act(verb, { ...fields, ...use })
}

/** A choice tells the app at once where the app wants that; in a form it waits for the sending. @param {Event} event */
const choose = ({ target }) => {
  const input = target.closest('[data-input]')
  if (!input) return
  press(input, { actionId: input.dataset.input, given: givenIn(input) })
}

/** @param {KeyboardEvent} event */
const closePicker = (event) => {
  const picker = event.key === 'Escape' && event.target.closest('details.picker[open]')
  if (!picker) return
  picker.removeAttribute('open')
  picker.querySelector('summary').focus()
}

/** @param {Event} event */
const showPicker = ({ target }) => {
  if (target.matches('.picker[open]')) target.querySelector('.picker-choices').scrollIntoView({ block: 'nearest' })
}

/** Handles clicks in messages: threads, reactions, edit, delete, buttons and menus of apps, shortcuts, joining. */
export const wireMessages = () => {
  document.addEventListener('click', click)
  document.addEventListener('change', choose)
  document.addEventListener('keydown', closePicker)
  document.addEventListener('toggle', showPicker, { capture: true })
  window.addEventListener('popstate', () => void openPane(location.href))
}
