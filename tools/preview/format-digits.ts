import type { Locale } from '../../shared/locales.ts'
import { colon } from '../report/colon.ts'
import { escapeHtml } from '../report/html.ts'
import { compareDigits, type Digit } from './digits.ts'
import { words } from './words.ts'

/**
 * A value before and after, each changed character marked. Below it, each change is told in words: a screen reader would read the marked
 * values as two numbers.
 *
 * @returns HTML
 */
export function formatDigits(before: string | null, after: string | null, locale: Locale): string {
  const { none, place } = words[locale]
  const { before: old, after: now, changes } = compareDigits(before ?? '', after ?? '')
  const rows = [{ name: words[locale].before, digits: old, isNone: before === null }, { name: words[locale].after, digits: now, isNone: after === null }]
  const items = changes.map(change => `<li>${place} ${change.position}${colon(locale)}${nameOf(change.before, none)} → ${nameOf(change.after, none)}</li>`)
  return [
    ...rows.map(({ name, digits, isNone }) => `<p>${name}${colon(locale)}<span class="digits">${isNone ? none : digits.map(formatDigit).join('')}</span></p>`),
    ...before !== null && after !== null ? [`<ul>${items.join('')}</ul>`] : [],
  ].join('\n')
}

function formatDigit({ character, isChanged }: Digit): string {
  return isChanged ? `<mark>${escapeHtml(character)}</mark>` : escapeHtml(character)
}

function nameOf(character: string, none: string): string {
  return character === '' ? none : /\s/.test(character) ? '␣' : escapeHtml(character)
}
