import { notice, openPane, readingPlace, refresh } from './page.js'
import { send } from './send.js'

/**
 * @param {string} verb
 * @param {Record<string, string>} fields
 */
const act = async (verb, fields) => {
  const result = await send(verb, fields)
  notice(result.ok ? '' : result.message)
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
  else void act('press', { ts, actionId, value })
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

/** Handles clicks in messages: threads, reactions, edit, delete, buttons of apps, joining. */
export const wireMessages = () => {
  document.addEventListener('click', click)
  document.addEventListener('keydown', closePicker)
  document.addEventListener('toggle', showPicker, { capture: true })
  window.addEventListener('popstate', () => void openPane(location.href))
}
