import { isBeingTyped } from './inputs.js'
import { swapModal } from './modal.js'
import { untilReleased } from './pointer.js'

/** The markup that each region was last given, as the server wrote it. @type {WeakMap<Element, string>} */
const given = new WeakMap()

const scrollers = () => document.querySelectorAll('.messages, .thread-messages')

/** @param {Element} element */
const toEnd = (element) => {
  element.scrollTop = element.scrollHeight
}

/** @param {Element} scroller */
const firstVisible = (scroller) => {
  const top = scroller.getBoundingClientRect().top
  return [...scroller.querySelectorAll('li[data-ts]')].find((message) => message.getBoundingClientRect().bottom > top)
}

/** The message at the top of the channel when newer ones are not on the page; null at the end of a channel. */
export const readingPlace = () =>
  document.querySelector('[data-testid="newer"]') ? firstVisible(document.querySelector('.messages'))?.dataset.ts : null

/**
 * Remembers where a person reads: at the end, or at a message.
 * @param {HTMLElement} scroller
 */
const placeOf = (scroller) => {
  if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80) return () => toEnd(scroller)
  const message = firstVisible(scroller)
  const top = message?.getBoundingClientRect().top ?? 0
  return () => {
    const again = message && scroller.querySelector(`li[data-ts="${message.dataset.ts}"]`)
    if (again) scroller.scrollTop += again.getBoundingClientRect().top - top
  }
}

/** Shows a linked message, and the root of its thread in the channel; else the end of the channel and of the thread. */
export const settle = () => {
  for (const scroller of scrollers()) toEnd(scroller)
  const target = document.querySelector('[data-testid="permalink-target"]')
  const root = target && document.querySelector(`.messages li[data-ts="${document.body.dataset.thread}"]`)
  for (const element of [root, target]) element?.scrollIntoView({ block: 'center' })
}

/** @param {string} text */
export const notice = (text) => {
  const line = document.querySelector('#notice')
  if (line) line.textContent = text
}

/**
 * Replaces each changed region by the one of a freshly rendered page. A region in which somebody is editing waits.
 * @param {Document} fresh
 */
const swap = (fresh) => {
  for (const region of document.querySelectorAll('[data-region]')) {
    const next = fresh.querySelector(`[data-region="${region.dataset.region}"]`)
    if (!next || next.innerHTML === (given.get(region) ?? region.innerHTML)) continue
    if (region.querySelector('.edit-form, .picker[open]') || isBeingTyped(region)) continue
    given.set(region, next.innerHTML)
    const focused = region.contains(document.activeElement) ? document.activeElement?.getAttribute('data-testid') : null
    const isUnfolded = region.querySelector('.more[open]') !== null
    region.replaceChildren(...next.childNodes)
    region.querySelector('.more')?.toggleAttribute('open', isUnfolded)
    if (focused) region.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus()
  }
}

/**
 * Replaces what holds a person's typing only when its state moved, e.g. from visitor to member.
 * @param {Document} fresh
 */
const swapStates = (fresh) => {
  for (const region of document.querySelectorAll('[data-state-region]')) {
    const next = fresh.querySelector(`[data-state-region="${region.dataset.stateRegion}"]`)
    if (next && next.dataset.state !== region.dataset.state) region.replaceWith(next)
  }
}

/** @param {string} address */
const fetchPage = async (address) => {
  const url = new URL(address, location.href)
  url.searchParams.set('as', document.body.dataset.as ?? '')
  const response = await fetch(url, { headers: { 'x-refresh': '1' } })
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/** Brings every region up to date without losing scroll, focus or typed text. */
export const refresh = async () => {
  const fresh = await fetchPage(location.href)
  if (!fresh.querySelector('[data-region]')) return location.reload()
  await untilReleased()
  const returns = [...scrollers()].map(placeOf)
  swap(fresh)
  swapStates(fresh)
  swapModal(fresh)
  for (const back of returns) back()
}

/**
 * Opens or closes the thread pane; the channel keeps its place.
 * @param {string} address
 */
export const openPane = async (address) => {
  const fresh = await fetchPage(address)
  const pane = fresh.querySelector('#pane')
  if (!pane) return location.assign(address)
  document.querySelector('#pane')?.replaceWith(pane)
  document.body.dataset.thread = fresh.body.dataset.thread ?? ''
  for (const scroller of document.querySelectorAll('.thread-messages')) toEnd(scroller)
  pane.querySelector('textarea')?.focus()
}

/**
 * Opens the thread of a message beside the channel.
 * @param {string} ts
 */
export const openThread = async (ts) => {
  const address = new URL(location.href)
  address.searchParams.set('thread_ts', ts)
  address.searchParams.delete('tab')
  history.pushState(null, '', address)
  await openPane(address.href)
}
