/** What components/content/OnionAddress.vue writes around the sentence with the onion address, and for the address in it. */
const marked = /<!--onion-->([\s\S]*?)<!--onion-end-->/g
const token = '%onion%'

/**
 * Names the onion service of the site in a built page, or takes out the sentence where there is none.
 *
 * @param onionOrigin for example `http://….onion`
 */
export function settleOnionAddress(html: string, onionOrigin: string | undefined): string {
  return html.replace(marked, (_all, sentence: string) => onionOrigin ? sentence.replace(token, new URL(onionOrigin).hostname) : '')
}
