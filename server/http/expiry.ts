/**
 * A built page holds both forms of a contact channel that was ever confirmed: how it looks in service, and
 * how it looks once the confirmation has run out, between comments that components/ContactValidity.vue writes. A site that
 * nobody rebuilds for months must not show an old confirmation as a fresh one.
 */
const marked = /<!--valid-until:(\d{4}-\d\d-\d\d)-->([\s\S]*?)<!--valid-else-->([\s\S]*?)<!--valid-end-->/g

/**
 * Leaves of each marked place the form that is right on a day.
 *
 * @param today `YYYY-MM-DD`; the last valid day is still valid.
 */
export function settleExpiry(html: string, today: string): string {
  return settleMarked(html, (until, current, expired) => today <= until ? current : expired)
}

/** What stands in a marked place, made of the last valid day, `YYYY-MM-DD`, and of the two forms. */
export type ValidityForm = (until: string, current: string, expired: string) => string

export function settleMarked(html: string, form: ValidityForm): string {
  return html.replace(marked, (_all, until: string, current: string, expired: string) => form(until, current, expired))
}
