import { type Html, html, type Slot } from '../html.ts'

/** Links to http and https addresses only; any other address stays text, with the address shown when the label hides it. */
export const link = (address: string, label: Slot = address): Html => {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return html`${label}`
  return html`<a href="${address}" rel="noreferrer noopener">${label}</a>`
}
