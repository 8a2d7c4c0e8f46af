/** Switches the person or workspace on choice, and folds the channel list away on narrow screens. */
export const wireSidebar = () => {
  const button = document.querySelector('#sidebar-toggle')
  button?.addEventListener('click', () => {
    const isOpen = document.body.classList.toggle('sidebar-open')
    button.setAttribute('aria-expanded', String(isOpen))
  })
  for (const select of document.querySelectorAll('select[data-submits]'))
    select.addEventListener('change', () => select.form.requestSubmit())
}
