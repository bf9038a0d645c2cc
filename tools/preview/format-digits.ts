import type { Locale } from '../../shared/locales.ts'
import { colon } from '../report/colon.ts'
import { html, type Html } from '../report/html.ts'
import { compareDigits, type Digit } from './digits.ts'
import { words } from './words.ts'

/**
 * A value before and after, each changed character marked. Below it, each change is told in words: a screen reader would read the marked
 * values as two numbers.
 */
export function formatDigits(before: string | null, after: string | null, locale: Locale): Html[] {
  const { none, place } = words[locale]
  const { before: old, after: now, changes } = compareDigits(before ?? '', after ?? '')
  const rows = [{ name: words[locale].before, digits: old, isNone: before === null }, { name: words[locale].after, digits: now, isNone: after === null }]
  const items = changes.map(change => html`<li>${place} ${change.position}${colon(locale)}${nameOf(change.before, none)} → ${nameOf(change.after, none)}</li>`)
  return [
    ...rows.map(({ name, digits, isNone }) => html`<p>${name}${colon(locale)}<span class="digits">${isNone ? none : digits.map(formatDigit)}</span></p>`),
    ...before !== null && after !== null ? [html`<ul>${items}</ul>`] : [],
  ]
}

function formatDigit({ character, isChanged }: Digit): Html {
  return isChanged ? html`<mark>${character}</mark>` : html`${character}`
}

function nameOf(character: string, none: string): string {
  return character === '' ? none : /\s/.test(character) ? '␣' : character
}
