/** Nothing is held for longer: some releases are never heard, such as those outside of the window. */
const LONGEST_MS = 1000

/** @type {Promise<void> | undefined} */
let held

/** Resolves when no button of the pointer is down: what is replaced while it is pressed would never hear the click. */
export const untilReleased = async () => {
  while (held) await held
}

document.addEventListener(
  'pointerdown',
  () => {
    held = new Promise((resolve) => {
      const release = () => {
        for (const end of ['pointerup', 'pointercancel']) window.removeEventListener(end, release, { capture: true })
        // the click comes after the release
        setTimeout(() => {
          held = undefined
          resolve()
        })
      }
      for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, release, { capture: true })
      setTimeout(release, LONGEST_MS)
    })
  },
  { capture: true },
)
