/**
 * Does one thing as the acting person.
 * @param {string} verb
 * @param {Record<string, string>} fields
 * @returns {Promise<{ ok: boolean, message: string, location?: string }>}
 */
export const send = async (verb, fields) => {
  const { domain, as, channel } = document.body.dataset
  try {
    const response = await fetch(`/${domain}/_do/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as, channel, ...fields }),
    })
    return await response.json()
  } catch {
    return { ok: false, message: 'The stand-in Slack did not answer. Is it still running?' }
  }
}
