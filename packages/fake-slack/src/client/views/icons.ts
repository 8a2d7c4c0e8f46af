import { html } from '../html.ts'

/** A closed lock: a private channel. */
export const lockIcon = html`<svg class="icon" viewBox="0 0 16 16" role="img" aria-label="private"><path d="M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zm1.5 0h3V5a1.5 1.5 0 0 0-3 0z"/></svg>`

/** A stack of lines: the list of channels. */
export const menuIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3h12v2H2zm0 4h12v2H2zm0 4h12v2H2z"/></svg>`

/** The site's own mark, a scroll of lines; served as a file. */
export const siteIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#3f4a5a"/><path d="M4 4h8v1.6H4zm0 3.2h8v1.6H4zm0 3.2h5V12H4z" fill="#fff"/></svg>`
