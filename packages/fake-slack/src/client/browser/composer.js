import { complete } from './completion.js'
import { refresh } from './page.js'
import { say } from './prompts.js'
import { send } from './send.js'

/**
 * Shows a line at once that stays until the command is acknowledged.
 * @param {HTMLFormElement} form
 * @param {string} text
 */
const pendingLine = (form, text) => {
  const line = document.createElement('p')
  line.className = 'pending'
  line.dataset.testid = 'pending'
  line.textContent = `Sending ${text}`
  form.querySelector('.pending-lines').append(line)
  return line
}

/**
 * The line becomes the reason of a failure, or goes when there is none to show here.
 * @param {HTMLElement} line
 * @param {string} reason
 */
const settleLine = (line, reason) => {
  if (reason === '') return line.remove()
  line.className = 'pending failed'
  line.dataset.testid = 'slash-failed'
  line.textContent = reason
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
const command = async (form, text) => {
  for (const old of form.querySelectorAll('.pending.failed')) old.remove()
  const line = pendingLine(form, text)
  if (form.dataset.thread) return settleLine(line, `${text.split(/\s/)[0]} is not supported in threads.`)
  const { message } = await send('slash', { text })
  settleLine(line, message)
  await refresh()
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
const post = async (form, text) => {
  const thread = form.dataset.thread ?? ''
  const ok = await say(text, thread)
  if (!ok) form.querySelector('textarea').value ||= text
  const latest = document.querySelector('a[data-latest]')
  if (ok && thread === '' && latest) location.assign(latest.href)
  else await refresh()
}

/** @param {HTMLFormElement} form */
const submit = (form) => {
  const field = form.querySelector('textarea')
  const text = field.value.trim()
  if (text === '') return
  field.value = ''
  void (/^\/[a-z]/i.test(text) ? command(form, text) : post(form, text))
}

/** Sends on Enter, keeps Shift+Enter for a new line, and offers names and commands while typing. */
export const wireComposers = () => {
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('.composer')) return
    event.preventDefault()
    submit(event.target)
  })
  document.addEventListener('keydown', (event) => {
    if (!event.target.matches('.composer textarea') || event.isComposing) return
    if (complete.takes(event) || event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    event.target.form.requestSubmit()
  })
  document.addEventListener('input', (event) => {
    if (event.target.matches('.composer textarea')) void complete.offer(event.target)
  })
  document.addEventListener('focusout', (event) => {
    if (event.target.matches('.composer textarea')) complete.close()
  })
}
