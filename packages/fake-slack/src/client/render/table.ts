import { type Html, html } from '../html.ts'

/** Lays out rows of cells; the first row is the head. */
export const tableOf = ([
  head = [],
  ...rows
]: readonly (readonly Html[])[]): Html => html`<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`
