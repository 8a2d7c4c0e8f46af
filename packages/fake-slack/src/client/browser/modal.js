import { formOf, refill } from './inputs.js'
import { send } from './send.js'

const place = () => document.querySelector('#modal-place')

/** @param {string} text */
const say = (text) => {
  const line = place()?.querySelector('.trouble')
  if (line) line.textContent = text
}

/** Shows the dialog that stands on the page; the browser keeps the focus inside. */
export const showModal = () => {
  const dialog = place()?.querySelector('dialog')
  if (dialog && !dialog.open) dialog.showModal()
}

/**
 * Brings the modal up to date: another view replaces it, the same view keeps what was typed and where the person is.
 * @param {Document} fresh
 */
export const swapModal = (fresh) => {
  const [now, next] = [place()?.querySelector('dialog'), fresh.querySelector('#modal-place dialog')]
  if (now?.dataset.key === next?.dataset.key) return
  const isSame = now && next && now.dataset.view === next.dataset.view
  const typed = isSame ? formOf(now) : {}
  const focused = isSame && now.contains(document.activeElement) ? document.activeElement?.getAttribute('data-testid') : null
  now?.close()
  place()?.replaceChildren(...(next ? [next] : []))
  if (!next) return
  refill(next, typed)
  next.showModal()
  const field = next.querySelector('[aria-invalid]') ?? (focused && next.querySelector(`[data-testid="${CSS.escape(focused)}"]`))
  if (field) field.focus()
}

/**
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} refresh
 */
const submit = async (form, refresh) => {
  const button = form.querySelector('[data-testid="modal-submit"]')
  if (!button || button.disabled) return
  button.disabled = true
  say('')
  const { message } = await send('submit', { form: formOf(form) })
  button.disabled = false
  await refresh()
  say(message)
}

/** @param {'top' | 'all'} reach */
const close = (reach) => send('closeView', { value: reach })

/**
 * Sends, closes with its buttons or Escape, and shows what stood open already.
 * @param {() => Promise<void>} refresh
 */
export const wireModal = (refresh) => {
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('.modal-form')) return
    event.preventDefault()
    void submit(event.target, refresh)
  })
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-close]')
    if (button) void close(button.dataset.close).then(refresh)
  })
  document.addEventListener(
    'cancel',
    (event) => {
      if (!event.target.matches('dialog.modal')) return
      event.preventDefault()
      void close('top').then(refresh)
    },
    { capture: true },
  )
  showModal()
}
