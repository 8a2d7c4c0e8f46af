// Keeps the progress of the install page current until everything is read. Asks less often while the tab is hidden.
const box = document.querySelector('#progress')
let shown = ''

async function refresh() {
  try {
    const response = await fetch('/slack/installed/progress', { headers: { accept: 'text/html' } })
    if (response.status === 401) return
    if (response.ok) {
      const text = await response.text()
      // an unchanged page is left alone: screen readers would read it out again
      if (text !== shown) box.innerHTML = text
      shown = text
      box.dataset.state = response.headers.get('x-progress-state') ?? ''
    }
  } catch {
    // the server is away for a moment: the next round asks again
  }
  setTimeout(() => void refresh(), document.hidden ? 15_000 : 1_000)
}

setTimeout(() => void refresh(), 500)
