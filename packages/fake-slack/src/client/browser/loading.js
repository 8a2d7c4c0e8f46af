const EVERY_MS = 2500

/** Shows the loading messages of apps one after the other, all in step. */
export const rotateLoading = () => {
  setInterval(() => {
    const step = Math.floor(Date.now() / EVERY_MS)
    for (const line of document.querySelectorAll('[data-loading]')) {
      const messages = JSON.parse(line.dataset.loading)
      line.textContent = messages[step % messages.length]
    }
  }, EVERY_MS)
}
