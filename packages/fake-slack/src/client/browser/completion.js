/** @typedef {{ insert: string, label: string, hint: string }} Choice */

/** @type {Promise<Choice[]> | undefined} */
let choices
/** @type {{ field: HTMLTextAreaElement, list: HTMLElement, start: number, found: Choice[], index: number } | undefined} */
let open

const loadChoices = () => {
  const { domain, as } = document.body.dataset
  choices ??= fetch(`/${domain}/_names?as=${as}`).then((response) => response.json())
  return choices
}

const close = () => {
  if (!open) return
  open.list.replaceChildren()
  open.list.hidden = true
  open.field.removeAttribute('aria-activedescendant')
  open = undefined
}

/** @param {number} index */
const mark = (index) => {
  if (!open) return
  open.index = (index + open.found.length) % open.found.length
  for (const [at, option] of [...open.list.children].entries()) option.setAttribute('aria-selected', String(at === open.index))
  open.field.setAttribute('aria-activedescendant', open.list.children[open.index].id)
  open.list.children[open.index].scrollIntoView({ block: 'nearest' })
}

const pick = () => {
  if (!open) return
  const { field, start, found, index } = open
  close()
  field.setRangeText(`${found[index].insert} `, start, field.selectionStart, 'end')
}

/** @param {HTMLTextAreaElement} field */
const offer = async (field) => {
  const before = field.value.slice(0, field.selectionStart)
  const word = /(?:^|[\s(])([@#][^\s@#]*)$/.exec(before)?.[1] ?? /^\/\S*$/.exec(before)?.[0]
  if (word === undefined) return close()
  const typed = word.toLowerCase()
  const all = await loadChoices()
  if (field.value.slice(0, field.selectionStart) !== before) return
  const starts = all.filter(({ insert }) => insert.toLowerCase().startsWith(typed))
  const holds = all.filter(({ insert, label }) => insert[0] === typed[0] && label.toLowerCase().includes(typed.slice(1)))
  const found = [...new Set([...starts, ...holds])].slice(0, 8)
  close()
  if (found.length === 0) return
  const list = field.form.querySelector('[role="listbox"]')
  list.replaceChildren(
    ...found.map((choice, index) => {
      const option = document.createElement('li')
      option.id = `${list.id}-${index}`
      option.setAttribute('role', 'option')
      const name = document.createElement('strong')
      name.textContent = choice.insert
      option.append(name, ` ${choice.hint}`)
      option.addEventListener('mousedown', (event) => {
        event.preventDefault()
        mark(index)
        pick()
      })
      return option
    }),
  )
  list.hidden = false
  open = { field, list, start: before.length - word.length, found, index: 0 }
  mark(0)
}

/**
 * Gives the keys to an open list of choices. A choice already typed in full leaves Enter to the composer.
 * @param {KeyboardEvent} event
 */
const takes = (event) => {
  if (!open) return false
  const { field, start, found, index } = open
  const isComplete = field.value.slice(start, field.selectionStart) === found[index].insert
  if (event.key === 'Enter' && isComplete) {
    close()
    return false
  }
  const moves = { ArrowDown: () => mark(index + 1), ArrowUp: () => mark(index - 1), Enter: pick, Tab: pick, Escape: close }
  const move = moves[event.key]
  if (!move || (event.key === 'Tab' && event.shiftKey)) return false
  event.preventDefault()
  move()
  return true
}

export const complete = { offer, close, takes }
